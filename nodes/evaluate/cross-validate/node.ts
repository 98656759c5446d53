import { z } from 'zod';
import type { FoldSet, HeldOut, StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import { type Finding, report } from '../../../contract/report.ts';
import type { Learner } from '../../../contract/values.ts';
import { chooseMetric, goodness, metricChoices } from '../../tune/metric.ts';
import { tunedShapes, tuningProblems } from '../../tune/tuning-shape.ts';
import { spoken } from '../figure.ts';
import { heldShare } from '../held-share.ts';
import { learnerNames } from '../learner-names.ts';
import { measureFold, scoreIn } from '../measured-fold.ts';
import { pairedFolds } from '../paired-folds.ts';
import { verdictFindings, verdictsOf, verdictTable } from '../paired-verdicts.ts';
import { foldFigure } from './fold-figure.ts';
import { type FoldSizes, foldScores, type MeasuredLearner, meanMetric, metricsOfFolds } from './fold-metrics.ts';

interface Tried extends MeasuredLearner {
  readonly held: HeldOut;
}

export default defineNode({
  title: 'Cross-validate',
  description:
    'Scores learners on folds of the training rows, each fold by rows it did not train on, and compares them',
  keywords: ['k-fold', 'cross_val_score', 'cross_validate', 'folds', 'out-of-fold', 'compare', 'paired test'],
  icon: 'layers',
  telling: ['metric', 'folds'],
  version: 1,
  params: z.object({
    metric: param(z.enum(metricChoices).default('auto'), {
      title: 'Metric',
      description: 'What learners are compared by. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
    }),
    folds: param(z.int().min(2).max(50).default(5), {
      title: 'Folds',
      description: 'Folds drawn from the training rows, where the split has none of its own.',
    }),
  }),
  inputs: { table: port.table(), learners: port.learner({ many: true }) },
  outputs: { predictions: port.predictions(), report: port.report() },
  shape: ({ table, learners }) => {
    const { predictions, report: told } = tunedShapes(table, learners[0]);
    return { outputs: { predictions, report: told }, problems: tuningProblems(table, learners) };
  },
  run: async ({ table, learners }, settings, ctx) => {
    if (learners.length === 0) throw fail('flow.missing-input', { port: 'learners' });
    if (!table.split.parts) throw fail('train.no-split');
    const metric = await chooseMetric(settings.metric, table, ctx.tables);
    const folds = await ctx.learning.folds(table, { k: settings.folds, seed: ctx.seed });
    const tried = await tryAll(learners, folds, ctx);
    const best = bestOf(tried, metric);
    if (!best) throw fail('flow.missing-input', { port: 'learners' });
    const findings = unknownRows(tried);
    for (const finding of findings) ctx.finding(finding);
    return {
      predictions: await ctx.learning.foldPredictions(table, best.held, `${best.name}, out of fold`),
      report: reportOf(tried, { folds, metric, best: best.name, findings }),
    };
  },
});

const tryAll = async (learners: readonly Learner[], folds: FoldSet, ctx: StepContext): Promise<readonly Tried[]> => {
  const { learning, seed } = ctx;
  const names = learnerNames(learners);
  const tried: Tried[] = [];
  for (const [index, learner] of learners.entries()) {
    ctx.signal.throwIfAborted();
    const name = names[index] ?? learner.name;
    const onFold = (done: number): void =>
      ctx.progress(
        (index * folds.count + done) / (learners.length * folds.count),
        `${name}, fold ${done} of ${folds.count}`,
      );
    const held = await learning.heldOut(learner, folds, { seed, onFold });
    tried.push({ name, held, folds: held.folds.map((fold) => measureFold(held, fold)) });
  }
  return tried;
};

const bestOf = (tried: readonly Tried[], metric: string): Tried | undefined => {
  const score = (one: Tried): number => goodness(metric, meanMetric(one, metric, 0).value);
  return tried.reduce<Tried | undefined>((best, one) => (best && score(best) >= score(one) ? best : one), undefined);
};

const unknownRows = (tried: readonly Tried[]): readonly Finding[] => {
  const rows = tried[0]?.folds.reduce((sum, { unknown }) => sum + unknown, 0) ?? 0;
  if (rows === 0) return [];
  const message = `${rows} rows are of classes that their fold had no training row of; they are not in the scores.`;
  return [{ code: 'data.unseen-class', severity: 'warning', message, rows }];
};

interface Outcome {
  readonly folds: FoldSet;
  readonly metric: string;
  readonly best: string;
  readonly findings: readonly Finding[];
}

const reportOf = (tried: readonly Tried[], { folds, metric, best, findings }: Outcome) => {
  const sizes: FoldSizes = { rows: folds.rows, ratio: heldShare(folds) };
  const scored = tried.map(({ name, folds: own }) => ({ name, scores: own.map((fold) => scoreIn(fold, metric)) }));
  const verdicts = verdictsOf(pairedFolds(scored, metric, sizes.ratio), {
    metric,
    on: `on the same ${folds.count} folds`,
  });
  const seconds = ({ folds: fitted }: Tried): number =>
    fitted.reduce((sum, fold) => sum + fold.seconds, 0) / Math.max(1, fitted.length);
  return report('Cross-validation', {
    headline: metric,
    folds: foldScores(tried, sizes, folds),
    metrics: tried.flatMap((learner) => metricsOfFolds(learner, sizes, tried.length > 1)),
    findings: [...verdictFindings(verdicts), ...findings],
    figures: [foldFigure(tried, metric, sizes.ratio)],
    tables: verdicts.length > 0 ? [verdictTable(verdicts, { metric })] : [],
    facts: [
      { label: 'Folds', value: `${folds.count}, of ${folds.rows.toLocaleString('en')} training rows` },
      { label: 'Intervals', value: 'corrected for folds that share training rows (Nadeau and Bengio)' },
      { label: 'Out-of-fold predictions of', value: best },
      ...tried.map((learner) => ({
        label: `Time to fit, ${learner.name}`,
        value: `${spoken(seconds(learner))} s a fold`,
      })),
    ],
  });
};
