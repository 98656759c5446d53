import type { CalibrationRows } from '../../../algorithms/calibration/calibration.ts';
import type { Column } from '../../../contract/column.ts';
import type { Tables } from '../../../contract/context.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

const number = (name: string): Column => ({ name, type: 'number', role: 'feature' });

/** What rows of a table count by its column of weights, if it has one; 0 where that is no weight, and for rows that it lacks. */
export const rowWeights = async (
  tables: Tables,
  table: Table,
  ids: Float64Array,
): Promise<Float64Array | undefined> => {
  const column = table.columns.find(({ role }) => role === 'weight');
  if (!column) return undefined;
  const cells = [...hiddenColumns(table), '__row::DOUBLE AS id', `${sqlName(column.name)}::DOUBLE AS weight`];
  const sql = `SELECT ${cells.join(', ')} FROM ${table.relation}`;
  const weighed = await tables.derive(table, sql, [number('id'), number('weight')]);
  const [rows, weights] = await tables.numberColumns(weighed, ['id', 'weight']);
  const byRow = new Map(Array.from(rows ?? [], (row, at) => [row, weights?.[at] ?? 0]));
  return ids.map((id) => {
    const weight = byRow.get(id) ?? 0;
    return weight > 0 && Number.isFinite(weight) ? weight : 0;
  });
};

/** The rows that count. */
export const countingRows = (rows: CalibrationRows): CalibrationRows => {
  const { probabilities, actual, classes, weights } = rows;
  if (!weights?.includes(0)) return { probabilities, actual, classes, ...(weights ? { weights } : {}) };
  const kept = [...actual.keys()].filter((row) => weights[row] !== 0);
  return {
    classes,
    actual: Float64Array.from(kept, (row) => actual[row] as number),
    weights: Float64Array.from(kept, (row) => weights[row] as number),
    probabilities: Float64Array.from(
      { length: kept.length * classes },
      (_, cell) => probabilities[(kept[Math.floor(cell / classes)] as number) * classes + (cell % classes)] as number,
    ),
  };
};
