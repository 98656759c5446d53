import type { z } from 'zod';
import type { Part } from '../../contract/column.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { learnerParams } from '../../contract/learner-params.ts';
import type { LearnerNode, Nodes } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { Learner, Table } from '../../contract/values.ts';
import { type LearningPlan, planLearning, type Selection } from './learning-plan.ts';
import { checkMemory } from './memory.ts';
import { readParts } from './read-parts.ts';
import type { ReadRows } from './read-rows.ts';
import { reportFeatures, reportTargets } from './report-rows.ts';
import { featuresOf, type Target, targetOf } from './roles.ts';
import type { LearningServices, LearningStep } from './services.ts';
import { currentParams } from './step-params.ts';
import { partsOf, trainingRows } from './table-rows.ts';

export interface FitRequest {
  readonly learner: Learner;
  readonly table: Table;
  readonly seed: number;
  /** Validation rows are trained on too, instead of stopping the fit early. */
  readonly withValidation: boolean;
  /** Names the model and its predictions. */
  readonly name: string;
}

/** A learner with its node and the settings as its version takes them. */
export interface ReadyLearner {
  readonly node: LearnerNode;
  readonly learner: Learner;
  readonly params: JsonObject & z.infer<typeof learnerParams>;
}

/** Everything a fit needs, out of the database. Test rows are here to be predicted; the fit is never given them. */
export interface OpenFit extends ReadyLearner {
  readonly plan: LearningPlan;
  readonly training: ReadRows;
  readonly validation: ReadRows | undefined;
  readonly test: ReadRows | undefined;
}

export const readyLearner = (nodes: Nodes, learner: Learner): ReadyLearner => {
  const node = nodes[learner.type];
  if (node?.role !== 'learner') throw fail('flow.unknown-node', { values: { type: learner.type } });
  const params = currentParams(node, learner) as ReadyLearner['params'];
  return { node, params, learner: { ...learner, version: node.version, params } };
};

export const checkTask = (node: LearnerNode, { column, task }: Target): void => {
  if (node.tasks.includes(task)) return;
  throw fail('train.wrong-task', {
    column: column.name,
    values: { title: node.title, expected: node.tasks.join(' and '), actual: task },
  });
};

export const openFit = async (
  services: LearningServices,
  { context, connection }: LearningStep,
  { learner, table, withValidation }: FitRequest,
): Promise<OpenFit> => {
  const ready = readyLearner(services.nodes, learner);
  const { node, params } = ready;
  const target = targetOf(table.columns);
  checkTask(node, target);
  const features = featuresOf(table.columns, params.features, context);
  const training = trainingRows(table, target, { useAllRows: params.useAllRows, withValidation });
  const plan = await planLearning(connection, { training, columns: table.columns, target, features });
  checkSize(services, { ready, plan, rows: table.rows });

  const held = heldParts(table, withValidation);
  const selections = [training, ...held.map((part) => partsOf(table, [part]))];
  const wheres = selections.map(({ where }) => where);
  const parts = await readParts(connection, plan, { table, wheres }, { signal: context.signal, withTarget: true });
  const [trained, ...heldRows] = parts;
  if (!trained || trained.x.rows === 0) throw fail('data.no-training-rows');
  for (const part of table.split.parts ? (['train', 'validation', 'test'] as const) : (['train'] as const))
    await reportTargets(connection, plan, { ...partsOf(table, [part]), part }, context);
  const reported = parts.map(({ unusable }, index) => ({ selection: selections[index] as Selection, unusable }));
  await reportFeatures(connection, plan, reported, context);
  const rowsOf = (part: Part): ReadRows | undefined => {
    const rows = heldRows[held.indexOf(part)];
    return rows && rows.x.rows > 0 ? rows : undefined;
  };
  return { ...ready, plan, training: trained, validation: rowsOf('validation'), test: rowsOf('test') };
};

/** Parts of a table that the fit is not given, to be predicted or to stop it early. */
const heldParts = ({ split }: Table, withValidation: boolean): readonly Part[] => {
  if (!split.parts) return [];
  return withValidation ? ['test'] : ['validation', 'test'];
};

export const checkSize = (
  { memoryBytes }: LearningServices,
  { ready, plan, rows }: { readonly ready: ReadyLearner; readonly plan: LearningPlan; readonly rows: number },
): void => {
  const { node, params } = ready;
  const spreads = node.needs(params as never).categories === 'one-hot';
  const prepared = plan.features.reduce(
    (sum, { column }) => sum + (column.kind === 'category' && spreads ? column.levels.length : 1),
    0,
  );
  const need = (of: number, settings: JsonObject): number => node.memory?.(of, prepared, settings as never) ?? 0;
  const learner = need(rows, params);
  const settings = need(1, params) - need(1, node.params.parse({}) as JsonObject);
  checkMemory({ title: node.title, rows, columns: plan.features.length, prepared, learner, settings }, memoryBytes);
};
