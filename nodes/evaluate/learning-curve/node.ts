import { z } from 'zod';
import type { FoldSet, StepContext } from '../../../contract/context.ts';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail } from '../../../contract/problem.ts';
import { type Metric, report } from '../../../contract/report.ts';
import type { Learner, Table } from '../../../contract/values.ts';
import { chooseMetric, metricChoices } from '../../tune/metric.ts';
import { tuningProblems } from '../../tune/tuning-shape.ts';
import { spoken } from '../figure.ts';
import { curveFigures } from './curve-figures.ts';
import { type LearnedSize, lastDoubling, type ScoredSize, scoredSize, timeExponent } from './learned-sizes.ts';
import { moreData } from './more-data.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export default defineNode({
  title: 'Learning curve',
  description: 'Score and seconds against the number of training rows: would more data help?',
  keywords: ['sample size', 'learning_curve', 'more data', 'training time', 'scaling'],
  icon: 'trending-up',
  telling: ['metric', 'folds'],
  version: 1,
  params: z.object({
    metric: param(z.enum(metricChoices).default('auto'), {
      title: 'Metric',
      description: 'What is measured. Auto: ROC-AUC for two classes, macro F1 for more, RMSE for values.',
    }),
    shares: param(z.array(z.number().min(0.001).max(1)).min(2).max(20).default([0.1, 0.2, 0.35, 0.5, 0.7, 1]), {
      title: 'Shares',
      description:
        'Shares of the training rows to learn from, smaller ones within larger ones and with their share of each class.',
    }),
    folds: param(z.int().min(2).max(50).default(5), {
      title: 'Folds',
      description: 'How often each size is tried, by other rows each time; the folds of the split where it has some.',
    }),
  }),
  inputs: { table: port.table(), learner: port.learner() },
  outputs: { report: port.report() },
  shape: ({ table, learner }) => ({
    outputs: { report: { kind: 'report' } },
    problems: learner ? tuningProblems(table, [learner]) : [],
  }),
  run: async ({ table, learner }, { metric: choice, shares, folds: k }, ctx) => {
    if (!table.split.parts) throw fail('train.no-split');
    const metric = await chooseMetric(choice, table, ctx.tables);
    const folds = await ctx.learning.folds(table, { k, seed: ctx.seed });
    const rising = [...new Set(shares)].sort((a, b) => a - b);
    const learned = await learnSizes(learner, { table, folds, metric, k, shares: rising }, ctx);
    return { report: reportOf(learned, metric, folds) };
  },
});

interface Learning {
  readonly table: Table;
  /** With all rows. */
  readonly folds: FoldSet;
  readonly metric: string;
  readonly k: number;
  /** Rising. */
  readonly shares: readonly number[];
}

const learnSizes = async (
  learner: Learner,
  { table, folds, metric, k, shares }: Learning,
  ctx: StepContext,
): Promise<readonly LearnedSize[]> => {
  const { learning, seed } = ctx;
  const sizes: LearnedSize[] = [];
  for (const [index, share] of shares.entries()) {
    ctx.signal.throwIfAborted();
    const about = Math.round((share * sum(folds.training)) / folds.count);
    ctx.progress(sum(shares.slice(0, index)) / sum(shares), `about ${about.toLocaleString('en')} rows`);
    const some = share < 1 ? await learning.folds(table, { k, seed, share }) : folds;
    const rows = sum(some.training) / some.count;
    const fits = await learning.score(learner, learner.params, some, { metric, seed });
    const scores = fits.map(({ score }) => (Number.isNaN(score) ? null : score));
    const seconds = sum(fits.map((fit) => fit.seconds)) / fits.length;
    sizes.push({ share, rows, scores, seconds });
    const known = scores.filter((score) => score !== null);
    if (known.length > 0) ctx.metric('score', Math.round(rows), sum(known) / known.length);
    ctx.metric('seconds', Math.round(rows), seconds);
  }
  return sizes;
};

const fullMetric = ({ mean }: ScoredSize, name: string, n: number): Metric => ({
  name,
  part: 'validation',
  value: mean?.mean ?? null,
  ...mean?.interval,
  n,
});

const reportOf = (learned: readonly LearnedSize[], metric: string, folds: FoldSet) => {
  const ratio = sum(folds.held) / Math.max(1, sum(folds.training));
  const sizes = learned.map((size) => scoredSize(size, metric, ratio));
  const full = sizes.at(-1);
  const growth = lastDoubling(learned, metric, ratio);
  const exponent = timeExponent(learned);
  return report('Learning curve', {
    headline: metric,
    metrics: full ? [fullMetric(full, metric, folds.rows)] : [],
    findings: [moreData(growth, metric)],
    figures: curveFigures(sizes, metric, exponent),
    tables: [
      {
        title: `${metric} by training rows`,
        columns: ['share', 'rows', metric, 'low', 'high'],
        rows: sizes.map(({ share, rows, mean }) => [
          share,
          Math.round(rows),
          mean?.mean ?? null,
          mean?.interval?.low ?? null,
          mean?.interval?.high ?? null,
        ]),
      },
    ],
    facts: [
      { label: 'Each size', value: `${folds.count} folds, each scored by the rows that it held out` },
      { label: 'Cleaning steps that learn', value: 'learned from the same rows as the learner' },
      {
        label: 'Time of a fit',
        value:
          exponent === undefined ? 'too short or too uneven to say how it grows' : `grows as rows^${spoken(exponent)}`,
      },
      ...learned
        .slice(-1)
        .map(({ seconds }) => ({ label: 'Time of a fit on all rows', value: `${spoken(seconds)} s` })),
    ],
  });
};
