import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { physicalTypes, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { type ClassCount, largestOf } from './classes.ts';
import { type MadeUp, makeUp, mostReferences, type ReferenceColumns } from './make-up.ts';
import { drawnRows } from './resample.ts';
import { withAdded } from './synthetic-rows.ts';

const columnsOf = (columns: readonly Column[]): ReferenceColumns => {
  const features = columns.filter(({ role }) => role === 'feature');
  return {
    numbers: features.filter(({ type }) => type === 'number' || type === 'integer'),
    categories: features.filter(({ type }) => type === 'category' || type === 'boolean'),
  };
};

/** Between a row and its neighbour; where either has no value the row's own. Whole numbers stay whole. */
const between = ({ name, type }: Column): string => {
  const [own, other] = [`CAST(b.${sqlName(name)} AS DOUBLE)`, `CAST(n.${sqlName(name)} AS DOUBLE)`];
  const both = `isfinite(${own}) AND isfinite(${other})`;
  const value = `${own} + s.gap * (${other} - ${own})`;
  const cell = type === 'integer' ? `CAST(round(${value}) AS BIGINT)` : value;
  return `CASE WHEN ${both} THEN ${cell} ELSE b.${sqlName(name)} END`;
};

const cellsOf = ({ numbers, categories }: ReferenceColumns): ReadonlyMap<string, string> =>
  new Map([
    ...numbers.map((column) => [column.name, between(column)] as const),
    ...categories.map(({ name, type }, i) => [name, `CAST(v.vote_${i} AS ${physicalTypes[type]})`] as const),
  ]);

const number = (name: string): Column => ({ name, type: 'number', role: 'feature' });
const text = (name: string): Column => ({ name, type: 'text', role: 'feature' });

/** New rows of the smaller classes until each has as many as the largest. */
export const smote = async (
  table: Table,
  settings: {
    readonly target: Column;
    readonly classes: readonly ClassCount[];
    readonly neighbours: number;
    readonly ctx: NodeContext;
  },
): Promise<Table> => {
  const { target, classes, neighbours, ctx } = settings;
  const columns = columnsOf(table.columns);
  const made: MadeUp = { rows: [], votes: [] };
  for (const [stream, { level, rows }] of classes.entries()) {
    const count = largestOf(classes) - rows;
    if (count === 0) continue;
    const chosen = `SELECT __row FROM (${drawnRows(table, target, ctx.seed)}) WHERE level = ${sqlText(level)} AND place <= ${mostReferences}`;
    const sql = `SELECT * FROM ${table.relation} WHERE __row IN (${chosen}) ORDER BY __row`;
    const reference = await ctx.tables.derive(table, sql, table.columns);
    const own = await makeUp(reference, columns, { count, neighbours, stream, ctx });
    for (const row of own.rows) made.rows.push(row);
    for (const vote of own.votes) made.votes.push(vote);
    ctx.progress((stream + 1) / classes.length, level);
  }
  const drawn = await ctx.tables.fromRows(['base', 'neighbour', 'gap'].map(number), made.rows);
  const named = columns.categories.map((_, i) => text(`vote_${i}`));
  const votes = await ctx.tables.fromRows([number('base'), ...named], made.votes);
  const from = `(SELECT __row AS id, CAST(base AS BIGINT) AS base, CAST(neighbour AS BIGINT) AS neighbour, gap FROM ${drawn.relation}) s
    JOIN ${table.relation} b ON b.__row = s.base JOIN ${table.relation} n ON n.__row = s.neighbour
    JOIN ${votes.relation} v ON CAST(v.base AS BIGINT) = s.base`;
  return withAdded(table, { from, cells: cellsOf(columns) }, ctx);
};
