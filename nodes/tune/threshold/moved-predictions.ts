import type { Tables } from '../../../contract/context.ts';
import { probabilityColumns } from '../../../contract/prediction-columns.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Model, Predictions } from '../../../contract/values.ts';

/** The same predictions, with the classes that the model's threshold makes of them. */
export const movedPredictions = async (
  tables: Tables,
  { threshold, name }: Pick<Model, 'threshold' | 'name'>,
  predictions: Predictions,
): Promise<Predictions> => {
  const { table, classes } = predictions;
  const [negative = '', positive = ''] = classes.map(sqlText);
  const probability = sqlName(probabilityColumns(classes)[1] ?? '');
  const predicted = `CASE WHEN predicted IS NULL THEN NULL WHEN ${probability} >= CAST('${threshold}' AS DOUBLE) THEN ${positive} ELSE ${negative} END`;
  const sql = `SELECT * REPLACE (${predicted} AS "predicted") FROM ${table.relation}`;
  return { ...predictions, name, threshold, table: await tables.derive(table, sql, table.columns) };
};
