import { predictedClasses } from '../../algorithms/metrics/predicted-classes.ts';
import { predictionColumns, probabilityColumns } from '../../contract/prediction-columns.ts';
import { hiddenColumns, sqlName, sqlText } from '../../contract/sql.ts';
import type { Model, Predictions, Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import type { LearningServices, LearningStep } from './services.ts';

/** What came out for some rows of a table. */
export interface PredictedRows {
  /** `__row` of each. */
  readonly ids: Float64Array;
  /** As `LearnerSpec.predict` gives them. */
  readonly values: Float64Array;
}

export interface PredictionsRequest {
  readonly model: Pick<Model, 'name' | 'task' | 'target' | 'classes' | 'threshold'>;
  /** Where the rows stand, with their part and, if it has the target, their actual value. */
  readonly table: Table;
  readonly predicted: Iterable<PredictedRows> | AsyncIterable<PredictedRows>;
}

/** Brings predictions back as a table beside the rows they are about. */
export const writePredictions = async (
  { database }: Pick<LearningServices, 'database'>,
  { connection, context, dropLater }: LearningStep,
  { model, table, predicted }: PredictionsRequest,
): Promise<Predictions> => {
  const values = database.freshName('predicted');
  dropLater(values);
  await appendAll(database, values, { model, predicted });
  const columns = predictionColumns(model.task, model.classes);
  // Stored, as a view would join anew for every question about it.
  const joined = database.freshName('predictions');
  dropLater(joined);
  await connection.run(`CREATE TABLE ${joined} AS ${selectSql(model, table, values)}`);
  const written = await context.tables.derive(table, `SELECT * FROM ${joined}`, columns);
  const { name, task, target, classes, threshold } = model;
  return { kind: 'predictions', name, task, target, classes, threshold, table: written };
};

/** On a connection of its own: that of the step may be reading the rows that come next. */
const appendAll = async (
  database: LearningServices['database'],
  table: string,
  { model, predicted }: Pick<PredictionsRequest, 'model' | 'predicted'>,
): Promise<void> => {
  const writer = await database.connect();
  try {
    const nothing = { ids: new Float64Array(), values: new Float64Array() };
    await writer.append(table, valueColumns(model, nothing));
    for await (const rows of predicted) {
      const batch = database.freshName('batch');
      await writer.append(batch, valueColumns(model, rows));
      await writer.run(`INSERT INTO ${table} SELECT * FROM ${batch}`);
      await writer.run(`DROP TABLE ${batch}`);
    }
  } finally {
    writer.close();
  }
};

const valueColumns = (
  { task, classes, threshold }: PredictionsRequest['model'],
  { ids, values }: PredictedRows,
): Parameters<Connection['append']>[1] => {
  const double = (name: string, column: Float64Array) => ({ name, type: 'DOUBLE' as const, values: column });
  if (task === 'regression') return [double('row', ids), double('predicted', values)];
  return [
    double('row', ids),
    double('predicted', predictedClasses(values, classes.length, threshold)),
    ...classes.map((_, code) =>
      double(
        `p${code}`,
        Float64Array.from({ length: ids.length }, (_unused, row) => values[row * classes.length + code] as number),
      ),
    ),
  ];
};

const selectSql = ({ task, target, classes }: PredictionsRequest['model'], table: Table, values: string): string => {
  const hasTarget = table.columns.some(({ name }) => name === target);
  const type = task === 'classification' ? 'VARCHAR' : 'DOUBLE';
  const predicted =
    task === 'classification' ? `[${classes.map(sqlText).join(', ')}][p.predicted::BIGINT + 1]` : 'p.predicted';
  const columns = [
    'p.row::BIGINT AS "row"',
    `${table.split.parts ? 't.__part' : `'all'`} AS "part"`,
    `${hasTarget ? `t.${sqlName(target)}` : 'NULL'}::${type} AS "actual"`,
    `${predicted} AS "predicted"`,
    ...probabilityColumns(classes).map((name, code) => `p.p${code} AS ${sqlName(name)}`),
    ...hiddenColumns(table).map((name) => `t.${name}`),
  ];
  return `SELECT ${columns.join(', ')} FROM ${sqlName(values)} p JOIN ${table.relation} t ON t.__row = p.row::BIGINT ORDER BY p.row`;
};
