import { preparedScales } from '../../algorithms/prepare/apply-preparation.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { FittedFeatures } from '../../contract/node.ts';
import type { Fact, Metric, Report } from '../../contract/report.ts';
import type { Learner, Model, Predictions, Table } from '../../contract/values.ts';
import { collecting } from './collecting.ts';
import { fitReport } from './fit-report.ts';
import { type FittedTable, fitTable } from './fit-table.ts';
import { readyLearner } from './open-fit.ts';
import { quickMetrics } from './quick-metrics.ts';
import { recordOf } from './record.ts';
import type { LearningServices, LearningStep } from './services.ts';

export interface LearnerOutputs {
  readonly model: Model;
  readonly learner: Learner;
  readonly predictions: Predictions;
  readonly report: Report;
}

export interface LearnerRun {
  /** Type id of the train node. */
  readonly type: string;
  readonly params: JsonObject;
  readonly table: Table;
}

/** Runs a train node: fits on training rows, stops early by validation rows, predicts validation and test rows. */
export const runLearner = async (
  services: LearningServices,
  step: LearningStep,
  { type, params, table }: LearnerRun,
): Promise<LearnerOutputs> => {
  const version = services.nodes[type]?.version ?? 1;
  const wired: Learner = { kind: 'learner', node: step.node, name: step.title, type, version, params };
  const { learner, node } = readyLearner(services.nodes, wired);
  const { reporting, curves } = collecting(step.context);
  const fitted = await fitTable(services, step, {
    learner,
    table,
    reporting,
    seed: step.context.seed,
    withValidation: false,
    name: step.title,
  });
  const metrics = validationMetrics(fitted);
  services.recordFit(recordOf(step, fitted, { purpose: 'fit', metric: metrics[0] }));
  const importance = fitted.fit.importance;
  const description = node.describe?.(fitted.fit.estimator, featuresOf(fitted)) ?? {};
  return {
    model: fitted.model,
    learner,
    predictions: fitted.predictions,
    report: fitReport({
      title: node.title,
      description,
      facts: factsOf(fitted),
      metrics,
      curves,
      notes: fitted.model.preparation.notes,
      importance: importance
        ? fitted.given.map(({ name }, index) => ({ column: name, value: importance[index] ?? 0 }))
        : [],
    }),
  };
};

const validationMetrics = ({ open, validated }: FittedTable): readonly Metric[] => {
  if (!open.validation || !validated) return [];
  const { plan, validation } = open;
  return quickMetrics(plan.target.task, validation.y, { values: validated, classes: plan.classes.length });
};

const featuresOf = ({ given, model }: FittedTable): FittedFeatures => {
  const scales = preparedScales(model.preparation);
  return {
    columns: given.map((column, index) => ({ ...column, scale: scales[index] ?? null })),
    target: model.target,
    classes: model.classes,
  };
};

const factsOf = ({ open, given, fit }: FittedTable): readonly Fact[] => [
  { label: 'Training rows', value: open.training.x.rows.toLocaleString('en') },
  { label: 'Validation rows', value: (open.validation?.x.rows ?? 0).toLocaleString('en') },
  { label: 'Features', value: `${open.plan.features.length} columns, ${given.length} as the learner sees them` },
  { label: 'Time to fit', value: `${fit.seconds.toFixed(2)} s` },
];
