import { classificationMetrics, regressionMetrics } from '../../../algorithms/metrics/metric-names.ts';
import type { StepContext } from '../../../contract/context.ts';
import type { Task } from '../../../contract/matrix.ts';
import { fail } from '../../../contract/problem.ts';
import { type Metric, type Report, report } from '../../../contract/report.ts';
import type { Predictions } from '../../../contract/values.ts';
import { modelNames } from '../model-names.ts';
import { verdictFindings, verdictsOf, verdictTable } from '../paired-verdicts.ts';
import { requireTask } from '../predictions-task.ts';
import { aloneFinding } from './alone-finding.ts';
import { differenceFigure } from './difference-figure.ts';
import { type Resampled, resample } from './resampled.ts';
import { type SameRows, sameRows } from './same-rows.ts';

interface Asked {
  readonly metric: string;
  readonly resamples: number;
}

/** Models by what they said of the same rows, which are drawn anew to see how much of a difference is chance. */
export const comparePredictions = async (
  predictions: readonly Predictions[],
  { metric: choice, resamples }: Asked,
  ctx: StepContext,
): Promise<Report> => {
  const [first] = predictions;
  if (!first) throw fail('flow.missing-input', { port: 'predictions' });
  requireTask(predictions, first.task);
  const names = modelNames(predictions).map((name, index) => name ?? predictions[index]?.name ?? '');
  const same = await sameRows(ctx.tables, predictions, names);
  const metric = metricOf(choice, first, same);
  return reportOf(same, metric, await resample(same, { metric, resamples }, ctx));
};

const fitting: Readonly<Record<Task, readonly string[]>> = {
  classification: classificationMetrics,
  regression: regressionMetrics,
};

/** @throws param.invalid */
const metricOf = (choice: string, { task, target }: Predictions, { classes }: SameRows): string => {
  if (choice === 'auto') return task === 'regression' ? 'rmse' : classes.length <= 2 ? 'roc-auc' : 'f1';
  if (fitting[task].includes(choice)) return choice;
  const reason = `${choice} does not fit the target “${target}”`;
  throw fail('param.invalid', { param: 'metric', values: { param: 'Metric', reason } });
};

const reportOf = ({ part, models }: SameRows, metric: string, resampled: Resampled): Report => {
  const n = models[0]?.ids.length ?? 0;
  const verdicts = verdictsOf(resampled.pairs, { metric, on: `on the same ${n.toLocaleString('en')} ${part} rows` });
  const figure = differenceFigure(verdicts, metric);
  return report('Comparison', {
    headline: metric,
    metrics: resampled.models.map(
      ({ name: model, ...measured }): Metric => ({ name: metric, part, n, model, ...measured }),
    ),
    findings: models.length > 1 ? verdictFindings(verdicts) : [aloneFinding('the predictions of another one')],
    figures: figure ? [figure] : [],
    tables: verdicts.length > 0 ? [verdictTable(verdicts, { metric })] : [],
    facts: [
      { label: 'Rows', value: `${n.toLocaleString('en')} (${part})` },
      { label: 'Resamples', value: resampled.resamples.toLocaleString('en') },
      { label: 'p values', value: `two-sided, adjusted for ${verdicts.length} pairs after Holm` },
    ],
  });
};
