import { preparedColumns } from '../../../algorithms/prepare/apply-preparation.ts';
import type { Column } from '../../../contract/column.ts';
import type { PortableModel } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { PortableEstimator, RowExpr, RowInput, RowProgram } from '../../../contract/row-program.ts';
import type { Model, Table } from '../../../contract/values.ts';
import { inSilence } from '../../learning/in-silence.ts';
import { featureRows } from '../../learning/predict-table.ts';
import type { LearningServices, LearningStep } from '../../learning/services.ts';
import { LookupTables } from './lookup-tables.ts';
import { type Recorded, recordSteps } from './record-steps.ts';
import { refusal } from './refusal.ts';
import { rowExprOf } from './row-expr.ts';
import { type RowStage, type StageSource, type StageValue, stageBeside, stagesOfSelect } from './row-stage.ts';
import { parseSql } from './sql-tree.ts';

type Step = RowProgram['steps'][number];

/** @throws file.not-exportable where the learner's estimator is known to Millrace alone */
const portableEstimator = ({ nodes }: LearningServices, model: Model): PortableEstimator => {
  const node = nodes[model.learner.type];
  const columns = preparedColumns(model.preparation);
  const portable = node?.role === 'learner' ? node.portable?.(model.estimator, columns) : undefined;
  if (!portable) throw refusal(`“${node?.title ?? model.learner.type}”`, 'what it learned is known to Millrace alone');
  return portable;
};

/** The golden rows of a model as its source gave them, all columns as text. */
const goldenTable = ({ context }: LearningStep, { golden }: Model): Promise<Table> => {
  if (!golden) throw fail('train.no-golden-rows');
  const texts = golden.columns.map((name): Column => ({ name, type: 'text', role: 'feature' }));
  return context.tables.fromRows(texts, golden.rows);
};

/** @throws file.not-exportable, train.no-golden-rows */
export const portableModelOf = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
): Promise<PortableModel> => {
  const estimator = portableEstimator(services, model);
  const { x } = await featureRows(services, inSilence(step), model, await goldenTable(step, model));
  return { estimator, columns: preparedColumns(model.preparation), rows: x };
};

/**
 * A model as a program over single rows: its recipe is run once over the rows it is checked by, and each query that the steps
 * make is translated. So a node need not know of exporting. @throws file.not-exportable, train.no-golden-rows
 */
export const rowProgramOf = async (
  services: LearningServices,
  step: LearningStep,
  model: Model,
): Promise<RowProgram> => {
  const estimator = portableEstimator(services, model);
  const raw = await goldenTable(step, model);
  const recorded = await recordSteps({ nodes: services.nodes, context: inSilence(step).context }, model, raw);
  const { stages } = await stagesOf(step, recorded, raw);
  const lookups = new LookupTables();
  const { steps, needed } = translated(
    stages,
    model.preparation.input.map(({ name }) => name),
    lookups,
  );
  const { name, task, target, classes, threshold, preparation, calibration, golden } = model;
  return {
    ...{ name, task, target, classes, threshold, preparation, estimator, steps },
    ...(calibration ? { calibration } : {}),
    ...(golden ? { golden } : {}),
    inputs: inputsOf(model, needed),
    tables: lookups.all,
  };
};

const inputsOf = ({ rawColumns, optionalColumns }: Model, needed: ReadonlySet<string>): readonly RowInput[] => [
  ...rawColumns.map(({ name, type }) => ({ name, type, optional: false })),
  ...optionalColumns.filter(({ name }) => needed.has(name)).map(({ name, type }) => ({ name, type, optional: true })),
];

const stagesOf = async ({ connection }: LearningStep, { table, made }: Recorded, raw: Table): Promise<StageSource> => {
  const start: StageSource = { stages: [], columns: ['__row', ...raw.columns.map(({ name }) => name)] };
  const of = async (relation: string): Promise<StageSource> => {
    const how = made.get(relation);
    if (!how) return start;
    if (how.kind === 'beside') return stageBeside(await of(how.from), how);
    return stagesOfSelect(await parseSql(connection, how.sql), { made, by: how.by, stagesOf: of });
  };
  return of(table.relation);
};

/** From the last stage to the first, each with those columns alone that a later one needs. */
const translated = (stages: readonly RowStage[], features: readonly string[], lookups: LookupTables) => {
  let needed: ReadonlySet<string> = new Set(features);
  const steps: Step[] = [];
  for (const stage of [...stages].reverse()) {
    const step: (readonly [string, RowExpr])[] = [];
    const next = new Set<string>();
    for (const name of needed) {
      const expr = exprOf(stage, name, lookups);
      for (const column of columnsIn(expr)) next.add(column);
      if (expr[0] !== 'col' || expr[1] !== name) step.push([name, expr]);
    }
    if (step.length > 0) steps.unshift(step);
    needed = next;
  }
  return { steps, needed };
};

const exprOf = ({ values, scope }: RowStage, name: string, lookups: LookupTables): RowExpr => {
  const value: StageValue | undefined = values.get(name) ?? found(values, name);
  if (!value) throw refusal(scope.by, `the column ${name} is not in the row`);
  if ('refused' in value) throw refusal(scope.by, value.refused);
  if ('same' in value) return ['col', value.same];
  if ('sql' in value) return rowExprOf(value.sql, { scope, lookups });
  const { table, of, column } = value.follows;
  return ['terms', lookups.own(table), of, ['col', column]];
};

const found = (values: RowStage['values'], name: string): StageValue | undefined =>
  [...values].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];

const columnsIn = (expr: RowExpr): readonly string[] => {
  const [op, ...parts] = expr;
  if (op === 'col') return [String(parts[0])];
  return parts.flatMap((part) => (Array.isArray(part) ? columnsIn(part as RowExpr) : []));
};
