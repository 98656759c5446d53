import { fail } from '../../contract/problem.ts';
import type { Connection } from '../database/database.ts';
import { cellSql } from './encoding.ts';
import type { LearningPlan, Selection } from './learning-plan.ts';
import { clearInfinite, type ReadRows } from './read-rows.ts';
import { sharedFloats } from './shared-array.ts';

type Batch = Omit<ReadRows, 'y' | 'weights'>;

/** A batch under way: `room` rows, of which `rows` are there. */
interface Filling {
  readonly room: number;
  readonly ids: Float64Array;
  readonly columns: readonly Float32Array[];
  rows: number;
}

const empty = (room: number, columns: number): Filling => ({
  room,
  rows: 0,
  ids: new Float64Array(room),
  columns: Array.from({ length: columns }, () => new Float32Array(room)),
});

const batchOf = ({ rows, ids, columns }: Filling, plan: LearningPlan): Batch => {
  const data = sharedFloats(columns.length * rows);
  columns.forEach((column, index) => {
    data.set(column.subarray(0, rows), index * rows);
  });
  const unusable = columns.map((_, index) => clearInfinite(data, index * rows, (index + 1) * rows));
  return { ids: ids.slice(0, rows), x: { rows, columns: plan.features.map(({ column }) => column), data }, unusable };
};

/**
 * Rows of a table in batches, in whatever order they come, so that a table of any length takes the memory of one batch. The
 * connection is busy until the last one. There is at least one batch, which may have no rows.
 */
export const streamRows = async function* (
  connection: Connection,
  plan: LearningPlan,
  { relation, where }: Selection,
  { batchRows, signal }: { readonly batchRows: number; readonly signal: AbortSignal },
): AsyncGenerator<Batch> {
  const cells = plan.features.map(cellSql);
  const sql = `SELECT ${['__row::DOUBLE', ...cells].join(', ')} FROM ${relation} WHERE ${where}`;
  let filling = empty(batchRows, cells.length);
  for await (const chunk of connection.stream(sql)) {
    if (signal.aborted) throw fail('request.cancelled');
    for (let from = 0; from < chunk.rows; ) {
      const count = Math.min(chunk.rows - from, filling.room - filling.rows);
      const part = (index: number) => (chunk.items(index) as Float64Array).subarray(from, from + count);
      filling.ids.set(part(0), filling.rows);
      filling.columns.forEach((column, index) => {
        column.set(part(index + 1), filling.rows);
      });
      filling.rows += count;
      from += count;
      if (filling.rows < filling.room) continue;
      yield batchOf(filling, plan);
      filling = empty(batchRows, cells.length);
    }
  }
  yield batchOf(filling, plan);
};
