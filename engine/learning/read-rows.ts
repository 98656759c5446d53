import type { Matrix } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Connection } from '../database/database.ts';
import { cellSql, codeSql, finiteSql } from './encoding.ts';
import type { LearningPlan, Selection } from './learning-plan.ts';
import { sharedDoubles, sharedFloats } from './shared-array.ts';

/** Rows of a table on shared memory, in the order of their ids. */
export interface ReadRows {
  /** `__row` of each. */
  readonly ids: Float64Array;
  readonly x: Matrix;
  /** Class code or value; NaN where the target is missing or of a class that training did not have. */
  readonly y: Float64Array;
  /** Weight column, 0 where it is not a weight; absent where the table has none. */
  readonly weights?: Float64Array;
  /** Values of each feature that are there but can't be used, and so count as missing. */
  readonly unusable: readonly number[];
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** false where the table may lack the target, as new rows do. */
  readonly withTarget: boolean;
}

const targetSql = ({ target, classes }: LearningPlan): string => {
  const name = sqlName(target.column.name);
  return target.task === 'classification' ? codeSql(`${name}::VARCHAR`, classes) : finiteSql(name);
};

const weightSql = (name: string): string =>
  `CASE WHEN isfinite(${sqlName(name)}::DOUBLE) AND ${sqlName(name)} >= 0 THEN ${sqlName(name)}::DOUBLE ELSE 0 END`;

/** Number of the row, target, and weight where there is one. */
export const doublesSql = (plan: LearningPlan, { withTarget }: ReadOptions): readonly string[] => [
  '__row::DOUBLE',
  withTarget ? `coalesce(${targetSql(plan)}::DOUBLE, 'nan'::DOUBLE)` : `'nan'::DOUBLE`,
  ...(plan.weight && withTarget ? [weightSql(plan.weight.name)] : []),
];

/** Streams rows out of DuckDB straight into the columns of a matrix. */
export const readRows = async (
  connection: Connection,
  plan: LearningPlan,
  selection: Selection,
  options: ReadOptions,
): Promise<ReadRows> => {
  const { relation, where } = selection;
  const [counted] = await connection.rows(`SELECT count(*) AS rows FROM ${relation} WHERE ${where}`);
  const rows = Number(counted?.['rows'] ?? 0);
  const doubles = doublesSql(plan, options);
  const cells = plan.features.map(cellSql);
  const sql = `SELECT ${[...doubles, ...cells].join(', ')} FROM ${relation} WHERE ${where}`;
  const into = emptyRows(rows, doubles.length, cells.length);
  // Sorting costs more than reading, and most relations keep the order of their rows; so it is done only where needed.
  if (!(await fill(connection, sql, into, options.signal)))
    await fill(connection, `${sql} ORDER BY __row`, into, options.signal);
  return readFrom(plan, into);
};

export const readFrom = (plan: LearningPlan, { rows, doubles, data, unusable }: Destination): ReadRows => {
  const [ids, y, weights] = doubles;
  if (!ids || !y) throw new Error('the row ids and the target are always read');
  const x = { rows, columns: plan.features.map(({ column }) => column), data };
  return { ids, y, x, unusable, ...(weights ? { weights } : {}) };
};

export const emptyRows = (rows: number, doubles: number, cells: number): Destination => ({
  rows,
  doubles: Array.from({ length: doubles }, () => sharedDoubles(rows)),
  data: sharedFloats(cells * rows),
  unusable: new Array<number>(cells).fill(0),
});

export interface Destination {
  readonly rows: number;
  readonly doubles: readonly Float64Array[];
  readonly data: Float32Array;
  readonly unusable: number[];
}

/** Answers whether the rows came in the order of their ids; gives up as soon as one did not. */
const fill = async (
  connection: Connection,
  sql: string,
  { rows, doubles, data, unusable }: Destination,
  signal: AbortSignal,
): Promise<boolean> => {
  unusable.fill(0);
  let offset = 0;
  let last = Number.NEGATIVE_INFINITY;
  for await (const chunk of connection.stream(sql)) {
    if (signal.aborted) throw fail('request.cancelled');
    if (offset + chunk.rows > rows) throw new Error('the relation gave more rows than it had counted');
    const ids = chunk.items(0) as Float64Array;
    for (let at = 0; at < chunk.rows; at++) {
      const id = ids[at] as number;
      if (id <= last) return false;
      last = id;
    }
    for (const [index, target] of doubles.entries()) copy(chunk.items(index), chunk.rows, target, offset);
    for (let index = 0; index < unusable.length; index++) {
      const from = index * rows + offset;
      copy(chunk.items(doubles.length + index), chunk.rows, data, from);
      unusable[index] = (unusable[index] ?? 0) + clearInfinite(data, from, from + chunk.rows);
    }
    offset += chunk.rows;
  }
  return true;
};

/** A vector may be longer than the rows that are in it. */
const copy = (
  items: ArrayLike<number | bigint>,
  rows: number,
  target: Float32Array | Float64Array,
  offset: number,
): void => {
  const values = items as Float32Array;
  target.set(values.length === rows ? values : values.subarray(0, rows), offset);
};

/** Makes what is infinite NaN, and answers how much it was. */
export const clearInfinite = (data: Float32Array, from: number, to: number): number => {
  let count = 0;
  for (let at = from; at < to; at++) {
    const value = data[at] as number;
    if (value !== Number.POSITIVE_INFINITY && value !== Number.NEGATIVE_INFINITY) continue;
    data[at] = Number.NaN;
    count++;
  }
  return count;
};
