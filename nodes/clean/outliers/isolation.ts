import {
  fitIsolationForest,
  type IsolationForest,
  isolationScores,
} from '../../../algorithms/isolation/isolation-forest.ts';
import { sortNumbers } from '../../../algorithms/sort/sort-numbers.ts';
import { quantileOf } from '../../../algorithms/statistics/describe.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { withShuffleKey } from '../../split/shuffle-key.ts';
import { pause } from '../pause.ts';

/** A forest over some columns, and what stands for a missing value in each. */
export type Isolation = {
  readonly names: readonly string[];
  readonly middles: readonly number[];
  readonly forest: IsolationForest;
};

const treeCount = 100;
const sampleRows = 256;
/** As many as the trees could draw if they never drew a row twice, and more. */
const mostRows = 50_000;
const chunkCells = 4_000_000;

const filled = (values: Float64Array, middle: number): Float64Array =>
  values.map((value) => (Number.isNaN(value) ? middle : Math.min(Math.max(value, -1e300), 1e300)));

const middleOf = (values: Float64Array): number => {
  const finite = sortNumbers(values.filter(Number.isFinite));
  return finite.length > 0 ? quantileOf(finite, 0.5) : 0;
};

/** Rows to learn from, in the order of their ids; where there are many, some by the seed. */
const sampleOf = (table: Table, columns: number, ctx: NodeContext): Promise<Table> => {
  const most = Math.min(mostRows, Math.max(sampleRows, Math.floor(chunkCells / Math.max(1, columns))));
  const keys = withShuffleKey(`SELECT __row FROM ${table.relation}`, ctx.seed);
  const ids = `SELECT __row FROM (${keys}) ORDER BY __key, __row LIMIT ${most}`;
  const sql = `SELECT * FROM ${table.relation} WHERE __row IN (${ids}) ORDER BY __row`;
  return ctx.tables.derive(table, sql, table.columns);
};

/** Undefined where there is nothing to tell rows apart by. */
export const learnIsolation = async (
  table: Table,
  columns: readonly Column[],
  ctx: NodeContext,
): Promise<Isolation | undefined> => {
  if (columns.length === 0 || table.rows < 2) return undefined;
  const names = columns.map(({ name }) => name);
  const values = await ctx.tables.numberColumns(await sampleOf(table, names.length, ctx), names);
  await pause(ctx.signal);
  const middles = values.map(middleOf);
  const known = values.map((column, at) => filled(column, middles[at] ?? 0));
  const forest = fitIsolationForest(known, { trees: treeCount, sample: sampleRows, seed: ctx.seed });
  return { names, middles, forest };
};

/** SQL: whether a row is unlike the others. Rows are scored some at a time, so that a large table need not be in memory. */
export const isolatedSql = async (
  table: Table,
  { names, middles, forest }: Isolation,
  { limit, ctx }: { readonly limit: number; readonly ctx: NodeContext },
): Promise<string> => {
  const present = new Set(table.columns.map(({ name }) => name));
  const cells = names.map((name) => `${present.has(name) ? sqlName(name) : 'NULL::DOUBLE'} AS ${sqlName(name)}`);
  const columns = names.map((name): Column => ({ name, type: 'number', role: 'feature' }));
  const rows = Math.max(1000, Math.floor(chunkCells / names.length));
  const found: number[] = [];
  for (let from = 0; from < table.rows; from += rows) {
    const kept = [...hiddenColumns(table).map(sqlName), ...cells].join(', ');
    const sql = `SELECT ${kept} FROM ${table.relation} ORDER BY __row LIMIT ${rows} OFFSET ${from}`;
    const chunk = await ctx.tables.derive(table, sql, columns);
    const [ids = new Float64Array(), ...values] = await ctx.tables.numberColumns(chunk, ['__row', ...names]);
    const known = values.map((column, at) => filled(column, middles[at] ?? 0));
    await pause(ctx.signal);
    isolationScores(forest, known).forEach((score, row) => {
      if (score > limit) found.push(ids[row] ?? 0);
    });
    ctx.progress(Math.min(1, (from + rows) / table.rows), 'Scoring rows');
  }
  if (found.length === 0) return 'false';
  const isolated = await ctx.tables.fromRows(
    [{ name: 'id', type: 'number', role: 'feature' }],
    found.map((id) => [id]),
  );
  return `__row IN (SELECT CAST(id AS BIGINT) FROM ${isolated.relation})`;
};
