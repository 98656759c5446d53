import { sqlText } from '../../contract/sql.ts';

const day = '\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:?(\\d{2})?)?)?';

/** A text as TIMESTAMP, missing where it is none. The time zone counts: what has none is taken as UTC. */
export const instantSql = (text: string): string =>
  `CASE WHEN regexp_matches(${text}, '(Z|[+-]\\d{2}:?(\\d{2})?)$') AND length(${text}) > 10
    THEN TRY_CAST(${text} AS TIMESTAMPTZ)::TIMESTAMP ELSE TRY_CAST(${text} AS TIMESTAMP) END`;

/** Whether a text is an ISO date, with or without a time, that exists. */
export const looksLikeInstant = (text: string): string =>
  `regexp_full_match(${text}, ${sqlText(day)}) AND (${instantSql(text)}) IS NOT NULL`;
