import type { Column } from '../../../contract/column.ts';
import type { NodeContext, SqlRow } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, cellsBelow, isWide } from '../../cells-below.ts';
import { pause } from '../../clean/pause.ts';
import type { LevelsProfile, PartProfile } from './column-profile.ts';
import type { Presence } from './presence.ts';

const mostLevels = 12;
const shownCharacters = 60;

const numbered = (row: SqlRow | undefined, name: string): number | null => {
  const value = row?.[name];
  return value === null || value === undefined ? null : Number(value);
};

/** Where the levels are counted: in a column, or in each of many that are laid below each other and known by `k`. */
interface Counted {
  /** FROM item of `k`, `level` and, with a split, `part`. */
  readonly cells: string;
  readonly hasParts: boolean;
  /** SQL that picks the commonest levels; of a single column DuckDB keeps no more than are asked for. */
  readonly commonest: string;
}

const oneColumn = (table: Table, { name, type }: Column): Counted => {
  const value = sqlName(name);
  const part = table.split.parts ? ', __part AS part' : '';
  return {
    cells: `(SELECT 0 AS k, ${type === 'boolean' ? `${value}::VARCHAR` : value} AS level${part} FROM ${table.relation})`,
    hasParts: table.split.parts,
    commonest: `ORDER BY n DESC, levels.level LIMIT ${mostLevels}`,
  };
};

const manyColumns = (table: Table, columns: readonly Column[]): Counted => {
  const values = columns.map(({ name, type }) => (type === 'boolean' ? `${sqlName(name)}::VARCHAR` : sqlName(name)));
  const below = cellsBelow(table.relation, values, table.split.parts ? ['__part'] : []);
  return {
    cells: `(SELECT k, v AS level${table.split.parts ? ', __part AS part' : ''} FROM ${below})`,
    hasParts: table.split.parts,
    commonest: `QUALIFY row_number() OVER (PARTITION BY k ORDER BY n DESC, levels.level) <= ${mostLevels}
      ORDER BY k, n DESC, levels.level`,
  };
};

/** Everything about columns from one grouping of them; only whole numbers are added up. */
const levelsSql = ({ cells, hasParts, commonest }: Counted): string => {
  const counted = (part: string): string =>
    `SELECT k, ${part} level, count(*) AS n FROM ${cells} WHERE level IS NOT NULL GROUP BY ALL`;
  const groups = hasParts
    ? `parts AS MATERIALIZED (${counted('part,')}),
       levels AS MATERIALIZED (SELECT k, level, sum(n)::BIGINT AS n FROM parts GROUP BY k, level)`
    : `levels AS MATERIALIZED (${counted('')})`;
  const byPart = hasParts
    ? `UNION ALL SELECT k, 'part', part, count(*), NULL, NULL, NULL, NULL FROM parts GROUP BY k, part`
    : '';
  return `WITH ${groups}
    SELECT k, 'total' AS kind, NULL AS level, count(*) AS n, min(length(level)) AS shortest, max(length(level)) AS longest,
      sum(n * length(level))::DOUBLE AS characters, sum(n) FILTER (trim(level) = '')::DOUBLE AS blank FROM levels GROUP BY k
    UNION ALL (SELECT k, 'level', left(level, ${shownCharacters}), n, NULL, NULL, NULL, NULL
      FROM levels ${commonest}) ${byPart}`;
};

interface Profiling {
  readonly ctx: Pick<NodeContext, 'tables' | 'signal'>;
  readonly table: Table;
  readonly presence: Presence;
}

/** Exact profiles of columns of booleans, categories or texts; `done` is told how many are ready. */
export const profileLevels = async (
  columns: readonly Column[],
  profiling: Profiling & { readonly done: (columns: number) => void },
): Promise<readonly LevelsProfile[]> => {
  const { ctx, table, done } = profiling;
  const wide = isWide(table, columns.length);
  const profiles: LevelsProfile[] = [];
  for (const block of wide ? blocksBelow(columns) : columns.map((column) => [column])) {
    const [first] = block;
    if (!first) continue;
    const rows = await ctx.tables.rows(levelsSql(wide ? manyColumns(table, block) : oneColumn(table, first)));
    const byColumn = block.map((): SqlRow[] => []);
    for (const row of rows) byColumn[Number(row['k'])]?.push(row);
    for (const [at, column] of block.entries()) profiles.push(profileOf(column, byColumn[at] ?? [], profiling));
    await pause(ctx.signal);
    done(block.length);
  }
  return profiles;
};

const profileOf = (column: Column, rows: readonly SqlRow[], { table, presence }: Profiling): LevelsProfile => {
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
