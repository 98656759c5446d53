import { ranksOf } from '../../../algorithms/statistics/correlation.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { withShuffleKey } from '../../split/shuffle-key.ts';

export const mostRows = 100_000;
const mostLevels = 100;

export type Sampled =
  | { readonly kind: 'numbers'; readonly name: string; readonly values: Float64Array; readonly ranks: Float64Array }
  | { readonly kind: 'codes'; readonly name: string; readonly codes: Int32Array; readonly levels: number };

const isCategory = ({ type }: Column): boolean => type === 'category' || type === 'text';

/** Up to `mostRows` rows, the same for the same seed, wherever they lie in the table. */
const sampleOf = (ctx: NodeContext, table: Table, columns: readonly Column[]): Promise<Table> => {
  const names = columns.map(({ name }) => sqlName(name)).join(', ');
  if (table.rows <= mostRows) return ctx.tables.create(`SELECT ${names} FROM ${table.relation}`, columns);
  const keyed = withShuffleKey(`SELECT __row, ${names} FROM ${table.relation}`, ctx.seed);
  const limit = Math.floor((mostRows / table.rows) * 2 ** 32);
  return ctx.tables.create(`SELECT ${names} FROM (${keyed}) WHERE __key < ${limit} ORDER BY __row`, columns);
};

/** Codes by first occurrence, missing −1; undefined where there are too many levels to compare. */
const codesOf = (texts: readonly (string | null)[]): { codes: Int32Array; levels: number } | undefined => {
  const known = new Map<string, number>();
  const codes = new Int32Array(texts.length).fill(-1);
  for (const [row, text] of texts.entries()) {
    if (text === null) continue;
    const code = known.get(text) ?? known.size;
    if (code >= mostLevels) return undefined;
    known.set(text, code);
    codes[row] = code;
  }
  return { codes, levels: known.size };
};

/** Columns in memory, for comparing each with each. Those with too many levels are left out. */
export const sampleColumns = async (
  ctx: NodeContext,
  table: Table,
  columns: readonly Column[],
): Promise<{ readonly rows: number; readonly columns: readonly Sampled[] }> => {
  if (columns.length === 0) return { rows: 0, columns: [] };
  const sample = await sampleOf(ctx, table, columns);
  const measured = columns.filter((column) => !isCategory(column)).map(({ name }) => name);
  const numbers = new Map<string, Float64Array>();
  for (const [index, values] of (await ctx.tables.numberColumns(sample, measured)).entries())
    numbers.set(measured[index] as string, values);
  const sampled: Sampled[] = [];
  for (const { name } of columns) {
    ctx.signal.throwIfAborted();
    const values = numbers.get(name);
    if (values) {
      sampled.push({ kind: 'numbers', name, values, ranks: ranksOf(values) });
      continue;
    }
    const coded = codesOf(await ctx.tables.texts(sample, name));
    if (coded) sampled.push({ kind: 'codes', name, ...coded });
  }
  return { rows: sample.rows, columns: sampled };
};
