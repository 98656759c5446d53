import { calibrated } from '../../../algorithms/calibration/calibration.ts';
import { predictedClasses } from '../../../algorithms/metrics/predicted-classes.ts';
import type { Column } from '../../../contract/column.ts';
import type { Tables } from '../../../contract/context.ts';
import { probabilityColumns } from '../../../contract/prediction-columns.ts';
import { sqlText } from '../../../contract/sql.ts';
import type { Model, Predictions } from '../../../contract/values.ts';
import { rowMajor } from '../judged-rows.ts';

const code = 'calibrated code';

/** The same predictions as the calibrated model makes them. */
export const bentPredictions = async (
  tables: Tables,
  { calibration, threshold, name }: Model,
  predictions: Predictions,
): Promise<Predictions> => {
  const { table, classes } = predictions;
  if (!calibration) return predictions;
  const names = probabilityColumns(classes);
  const values = calibrated(calibration, rowMajor(await tables.numberColumns(table, names)), classes.length);
  const isNumber = (column: string): Column => ({ name: column, type: 'number', role: 'feature' });
  const bent = await tables.withColumns(table, [
    ...names.map((column, at) => ({
      column: isNumber(column),
      values: Float64Array.from({ length: table.rows }, (_, row) => values[row * classes.length + at] as number),
    })),
    { column: isNumber(code), values: predictedClasses(values, classes.length, threshold) },
  ]);
  const predicted = `[${classes.map(sqlText).join(', ')}][CAST("${code}" AS BIGINT) + 1]`;
  const sql = `SELECT * EXCLUDE ("${code}") REPLACE (${predicted} AS "predicted") FROM ${bent.relation}`;
  return { ...predictions, name, threshold, table: await tables.derive(table, sql, table.columns) };
};
