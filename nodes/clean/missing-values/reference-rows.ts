import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { withShuffleKey } from '../../split/shuffle-key.ts';
import { isNumeric } from './choices.ts';
import type { Standardised } from './learned.ts';

const mostRows = 5000;
const mostCells = 500_000;

/** Features that are numbers or truth values: what a gap is filled from. The target is never among them. */
export const sourcesOf = (columns: readonly Column[]): readonly Column[] =>
  columns.filter((column) => column.role === 'feature' && (isNumeric(column) || column.type === 'boolean'));

/** Training rows in the order of their ids; where there are many, some by the seed and their ids. */
export const referenceRows = (table: Table, columns: number, ctx: NodeContext): Promise<Table> => {
  const most = Math.min(mostRows, Math.max(100, Math.floor(mostCells / Math.max(1, columns))));
  const keys = withShuffleKey(`SELECT __row FROM ${table.relation}`, ctx.seed);
  const ids = `SELECT __row FROM (${keys}) ORDER BY __key, __row LIMIT ${most}`;
  const sql = `SELECT * FROM ${table.relation} WHERE __row IN (${ids}) ORDER BY __row`;
  return ctx.tables.derive(table, sql, table.columns);
};

/** Mean and deviation of the values that are finite; 0 and 1 where there are none or all are the same. */
export const standardOf = (values: Float64Array): { readonly mean: number; readonly deviation: number } => {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { mean: 0, deviation: 1 };
  const mean = finite.reduce((sum, value) => sum + value / finite.length, 0);
  const deviation = Math.sqrt(finite.reduce((sum, value) => sum + (value - mean) ** 2 / finite.length, 0));
  return { mean, deviation: deviation > 0 ? deviation : 1 };
};

/** In deviations from the mean, so that no unit outweighs another; whatever is not finite counts as missing. */
export const standardised = (values: Float64Array, { mean, deviation }: Pick<Standardised, 'mean' | 'deviation'>) =>
  values.map((value) => (Number.isFinite(value) ? (value - mean) / deviation : Number.NaN));
