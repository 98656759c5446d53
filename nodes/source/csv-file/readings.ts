import type { ColumnType } from '../../../contract/column.ts';
import { sqlText } from '../../../contract/sql.ts';
import { dateFormats } from './date-formats.ts';

/** One way to read the texts of a column as values. `text` is an SQL expression, trimmed and never empty. */
export interface Reading {
  readonly id: string;
  readonly type: ColumnType;
  /** The same test as `fits` for the head of the file, in JavaScript. */
  readonly pattern: RegExp;
  /** SQL: whether a text can be read so. */
  fits(text: string): string;
  /** SQL: its value. Stops the query where it can't be read. */
  value(text: string): string;
  /** A way to its value that spares most texts the pattern. */
  readonly quick?: Quick;
}

/** Whatever a text is written like once its value is written out again is sure to fit; the others still have to be looked at. */
interface Quick {
  /** SQL: what the text would be worth, or NULL. */
  guess(text: string): string;
  /** SQL: whether that is its value, beyond doubt. */
  sure(text: string, guess: string): string;
}

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ${sqlText(pattern)})`;

const byPattern = (
  reading: Pick<Reading, 'id' | 'type' | 'value' | 'quick'> & {
    readonly source: string;
    readonly and?: (text: string) => string;
  },
): Reading => ({
  ...reading,
  pattern: new RegExp(`^(?:${reading.source})$`),
  fits: (text) => matches(text, reading.source) + (reading.and ? ` AND ${reading.and(text)}` : ''),
});

// A leading zero (007) makes a code of it, which must not lose it.
const whole = '[+-]?(?:0|[1-9][0-9]*)';
const infinite = '[+-]?[iI][nN][fF](?:[iI][nN][iI][tT][yY])?';

const boolean = byPattern({
  id: 'boolean',
  type: 'boolean',
  source: '[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]',
  value: (text) => `(lower(${text}) = 'true')`,
  quick: {
    guess: (text) => `${text} = 'true'`,
    sure: (text) => `${text} = 'true' OR ${text} = 'false'`,
  },
});

const integer = byPattern({
  id: 'integer',
  type: 'integer',
  source: whole,
  and: (text) => `TRY_CAST(${text} AS BIGINT) IS NOT NULL`,
  value: (text) => `CAST(${text} AS BIGINT)`,
  quick: {
    guess: (text) => `TRY_CAST(${text} AS BIGINT)`,
    sure: (text, guess) => `CAST(${guess} AS VARCHAR) = ${text}`,
  },
});

// Twenty digits in a row are an identifier, and a DOUBLE would change the last ones.
const exact = (text: string): string =>
  `(length(${text}) < 19 OR contains(${text}, '.') OR contains(${text}, ',') OR contains(lower(${text}), 'e'))`;

const number = byPattern({
  id: 'number',
  type: 'number',
  source: `(?:${whole}(?:\\.[0-9]*)?|[+-]?\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|${infinite}`,
  and: exact,
  value: (text) => `CAST(${text} AS DOUBLE)`,
});

const commaNumber = byPattern({
  id: 'comma-number',
  type: 'number',
  source: `(?:${whole}|[+-]?[1-9][0-9]{0,2}(?:\\.[0-9]{3})+)(?:,[0-9]*)?(?:[eE][+-]?[0-9]+)?`,
  and: exact,
  value: (text) => `CAST(replace(replace(${text}, '.', ''), ',', '.') AS DOUBLE)`,
});

const isoDate = byPattern({
  id: 'iso-date',
  type: 'datetime',
  source: '[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|\\+00:?00)?)?',
  and: (text) => `TRY_CAST(${isoText(text)} AS TIMESTAMP) IS NOT NULL`,
  value: (text) => `CAST(${isoText(text)} AS TIMESTAMP)`,
  quick: {
    guess: (text) => `TRY_CAST(${text} AS TIMESTAMP)`,
    // Of another length are infinity, years before 0 and beyond 9999, and parts of seconds.
    sure: (text, guess) =>
      `CASE strlen(${text}) WHEN 10 THEN CAST(CAST(${guess} AS DATE) AS VARCHAR) WHEN 19 THEN CAST(${guess} AS VARCHAR) END = ${text}`,
  },
});

const isoText = (text: string): string => `regexp_replace(${text}, '(Z|\\+00:?00)$', '')`;

const formatted = dateFormats.map(
  ({ format, source }): Reading => ({
    id: format,
    type: 'datetime',
    pattern: new RegExp(`^(?:${source})$`),
    fits: (text) => `try_strptime(${text}, ${sqlText(format)}) IS NOT NULL`,
    value: (text) => `strptime(${text}, ${sqlText(format)})`,
  }),
);

const before = [boolean, integer];
const dates = [isoDate, ...formatted];

/** All readings, the one to prefer first, for a decimal mark. */
export const readingsFor = (decimal: 'auto' | '.' | ',', delimiter: string): readonly Reading[] => {
  if (decimal === '.') return [...before, number, ...dates];
  if (decimal === ',') return [...before, commaNumber, ...dates];
  return delimiter === ',' ? [...before, number, ...dates] : [...before, number, commaNumber, ...dates];
};
