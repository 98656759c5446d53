import type { Column } from '../../../contract/column.ts';
import type { SqlRow, Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { LevelsProfile, PartProfile } from './column-profile.ts';
import type { Presence } from './presence.ts';

const mostLevels = 12;
const shownCharacters = 60;

const numbered = (row: SqlRow | undefined, name: string): number | null => {
  const value = row?.[name];
  return value === null || value === undefined ? null : Number(value);
};

/** Everything about a column from one grouping of it; only whole numbers are added up. */
const levelsSql = (table: Table, column: Column): string => {
  const name = sqlName(column.name);
  const text = column.type === 'boolean' ? `${name}::VARCHAR` : name;
  const counted = (part: string): string =>
    `SELECT ${part} ${text} AS level, count(*) AS n FROM ${table.relation} WHERE ${name} IS NOT NULL GROUP BY ALL`;
  const groups = table.split.parts
    ? `parts AS MATERIALIZED (${counted('__part AS part,')}),
       levels AS MATERIALIZED (SELECT level, sum(n)::BIGINT AS n FROM parts GROUP BY level)`
    : `levels AS MATERIALIZED (${counted('')})`;
  const byPart = table.split.parts
    ? `UNION ALL SELECT 'part', part, count(*), NULL, NULL, NULL, NULL FROM parts GROUP BY part`
    : '';
  return `WITH ${groups}
    SELECT 'total' AS kind, NULL AS level, count(*) AS n, min(length(level)) AS shortest, max(length(level)) AS longest,
      sum(n * length(level))::DOUBLE AS characters, sum(n) FILTER (trim(level) = '')::DOUBLE AS blank FROM levels
    UNION ALL (SELECT 'level', left(level, ${shownCharacters}), n, NULL, NULL, NULL, NULL
      FROM levels ORDER BY 3 DESC, levels.level LIMIT ${mostLevels}) ${byPart}`;
};

/** Exact profile of a column of booleans, categories or texts. */
export const profileLevels = async (
  column: Column,
  { tables, table, presence }: { readonly tables: Tables; readonly table: Table; readonly presence: Presence },
): Promise<LevelsProfile> => {
  const rows = await tables.rows(levelsSql(table, column));
  const total = rows.find(({ kind }) => kind === 'total');
  const place = table.columns.indexOf(column);
  const present = presence.present[place] ?? 0;
  const distinctIn = new Map(
    rows.flatMap((row) => (row['kind'] === 'part' ? [[row['level'], Number(row['n'])] as const] : [])),
  );
  const unmeasured = { mean: null, deviation: null, min: null, max: null };
  return {
    kind: 'levels',
    column,
    rows: table.rows,
    present,
    distinct: numbered(total, 'n') ?? 0,
    commonest: rows.flatMap((row) =>
      row['kind'] === 'level' ? [{ level: String(row['level']), count: Number(row['n']) }] : [],
    ),
    shortest: numbered(total, 'shortest'),
    longest: numbered(total, 'longest'),
    meanLength: present > 0 ? (numbered(total, 'characters') ?? 0) / present : null,
    blank: numbered(total, 'blank') ?? 0,
    parts: presence.parts.map(
      (part): PartProfile => ({
        part: part.part,
        rows: part.rows,
        present: part.present[place] ?? 0,
        distinct: distinctIn.get(part.part) ?? 0,
        ...unmeasured,
      }),
    ),
  };
};
