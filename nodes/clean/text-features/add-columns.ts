import type { Column } from '../../../contract/column.ts';
import type { AddedColumn, FromText, NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import type { Learned } from './learned.ts';
import type { TextParams } from './params.ts';
import type { Sparse } from './sparse.ts';

/** Values that are written out with their zeros at a time. */
const cellsAtOnce = 8_000_000;

const named = (name: string, type: Column['type']): Column => ({ name, type, role: 'feature' });

const written = (rows: readonly number[], values: readonly number[], length: number): Float64Array => {
  const column = new Float64Array(length);
  rows.forEach((row, i) => {
    column[row] = values[i] ?? 0;
  });
  return column;
};

interface Adding {
  readonly sparse: Sparse;
  /** The column of the texts. */
  readonly column: string;
  readonly settings: TextParams;
  readonly ctx: NodeContext;
}

const countedBy = (learned: Learned, { grams, sublinear }: TextParams): FromText['table'] =>
  learned.method === 'hash'
    ? { grams, sublinear, buckets: learned.outputs.length }
    : { grams, sublinear, terms: learned.terms, weights: learned.weights };

/** The table with a column for each term, some at a time, and the lengths. */
export const addColumns = async (
  table: Table,
  learned: Learned,
  { sparse, column, settings, ctx }: Adding,
): Promise<Table> => {
  const chunk = Math.max(1, Math.floor(cellsAtOnce / Math.max(1, table.rows)));
  const counted = countedBy(learned, settings);
  const follows = (of: FromText['of']): FromText => ({ column, table: counted, of });
  let result = table;
  for (let from = 0; from < learned.outputs.length; from += chunk) {
    ctx.signal.throwIfAborted();
    ctx.progress(from / learned.outputs.length, 'Writing terms');
    const added = learned.outputs.slice(from, from + chunk).map(
      (name, i): AddedColumn => ({
        column: named(name, 'number'),
        follows: follows(from + i),
        values: written(sparse.rows[from + i] ?? [], sparse.values[from + i] ?? [], table.rows),
      }),
    );
    result = await ctx.tables.withColumns(result, added);
  }
  const lengths = [
    { values: sparse.characters, follows: follows('characters') },
    { values: sparse.words, follows: follows('words') },
  ];
  if (learned.lengths.length === 0) return result;
  return ctx.tables.withColumns(
    result,
    learned.lengths.flatMap((name, i) => {
      const length = lengths[i];
      return length ? [{ column: named(name, 'number'), ...length }] : [];
    }),
  );
};
