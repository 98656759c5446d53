import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Task } from '../../../contract/matrix.ts';
import { sqlName } from '../../../contract/sql.ts';
import { taskOf } from '../../../contract/task.ts';
import type { Table } from '../../../contract/values.ts';
import { withShuffleKey } from '../../split/shuffle-key.ts';

/** Numbers, dates as days and truth values as 0 and 1; or codes of levels. Missing is NaN. */
export interface ScoredColumn {
  readonly column: Column;
  readonly values: Float64Array;
  /** Undefined for numbers. */
  readonly levels: readonly string[] | undefined;
}

export interface ScoredData {
  readonly features: readonly ScoredColumn[];
  readonly target: ScoredColumn;
  readonly task: Task;
  readonly rows: number;
}

/** More rows change a ranking little and cost memory. */
const mostRows = 50_000;
const mostCells = 20_000_000;

/** Training rows that have a target, in their order; where there are many, some of them, by the seed and their ids. */
const sampleOf = async (table: Table, target: Column, { columns, ctx }: { columns: number; ctx: NodeContext }) => {
  const name = sqlName(target.name);
  const usable = taskOf(target) === 'classification' ? `${name} IS NOT NULL` : `isfinite(CAST(${name} AS DOUBLE))`;
  const known = `SELECT * FROM ${table.relation} WHERE ${usable}`;
  const most = Math.min(mostRows, Math.max(100, Math.floor(mostCells / Math.max(1, columns))));
  if (table.rows <= most) return ctx.tables.derive(table, `${known} ORDER BY __row`, table.columns);
  const keys = withShuffleKey(`SELECT __row FROM (${known})`, ctx.seed);
  const ids = `SELECT __row FROM (${keys}) ORDER BY __key, __row LIMIT ${most}`;
  const sql = `SELECT * FROM ${table.relation} WHERE __row IN (${ids}) ORDER BY __row`;
  return ctx.tables.derive(table, sql, table.columns);
};

const isLevelled = ({ type }: Column): boolean => type === 'category' || type === 'text';

const coded = (column: Column, texts: readonly (string | null)[]): ScoredColumn => {
  const levels = [...new Set(texts.filter((text) => text !== null))].sort();
  const codes = new Map(levels.map((level, code) => [level, code]));
  return { column, levels, values: Float64Array.from(texts, (text) => codes.get(text ?? '') ?? Number.NaN) };
};

/** Features that can be scored: text has first to be made into numbers or categories. */
export const scorable = (columns: readonly Column[]): readonly Column[] =>
  columns.filter(({ role, type }) => role === 'feature' && type !== 'text');

/** A class as its text, whatever type it is stored as. */
const readTarget = async (table: Table, target: Column, ctx: NodeContext): Promise<ScoredColumn> =>
  taskOf(target) === 'classification'
    ? coded(target, await ctx.tables.texts(table, target.name))
    : { column: target, values: await ctx.tables.numbers(table, target.name), levels: undefined };

export const readScored = async (table: Table, target: Column, ctx: NodeContext): Promise<ScoredData> => {
  const columns = scorable(table.columns);
  const sample = await sampleOf(table, target, { columns: columns.length, ctx });
  const numeric = columns.filter((column) => !isLevelled(column));
  const numbers = await ctx.tables.numberColumns(
    sample,
    numeric.map(({ name }) => name),
  );
  const features: ScoredColumn[] = [];
  for (const column of columns) {
    ctx.signal.throwIfAborted();
    const values = numbers[numeric.indexOf(column)];
    features.push(
      values ? { column, values, levels: undefined } : coded(column, await ctx.tables.texts(sample, column.name)),
    );
  }
  return {
    features,
    target: await readTarget(sample, target, ctx),
    task: taskOf(target) ?? 'regression',
    rows: sample.rows,
  };
};
