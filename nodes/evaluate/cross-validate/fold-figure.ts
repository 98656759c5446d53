import type { Figure } from '../../../contract/report.ts';
import { figure, inline, type Point, spoken } from '../figure.ts';
import { scoreIn } from '../measured-fold.ts';
import { type MeasuredLearner, meanMetric } from './fold-metrics.ts';

/** The score of each fold, and the mean with its interval, learner by learner. */
export const foldFigure = (learners: readonly MeasuredLearner[], metric: string, ratio: number): Figure => {
  const names = learners.map(({ name }) => name);
  const points = learners.flatMap(({ name, folds }) =>
    folds.map((fold, index): Point => ({ learner: name, fold: index + 1, score: scoreIn(fold, metric) })),
  );
  const means = learners.map((learner): Point => {
    const { value, interval } = meanMetric(learner, metric, ratio);
    return { learner: learner.name, mean: value, low: interval?.low ?? value, high: interval?.high ?? value };
  });
  const y = { field: 'learner', type: 'nominal', title: null, sort: names };
  const x = (field: string) => ({ field, type: 'quantitative', title: metric, scale: { zero: false } });
  return figure({
    name: 'folds',
    title: `Scores of the folds, ${metric}`,
    summary: `Each fold's ${metric}, with the mean and its interval: ${means.map(({ learner, mean }) => `${spoken(mean as number | null)} for ${learner}`).join(', ')}.`,
    height: 60 + 44 * learners.length,
    spec: {
      layer: [
        {
          data: inline(points.filter(({ score }) => score !== null)),
          mark: { type: 'point', filled: true, opacity: 0.5, tooltip: true },
          encoding: { y, x: x('score') },
        },
        {
          data: inline(means.filter(({ mean }) => mean !== null)),
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: { y, x: x('low'), x2: { field: 'high' } },
        },
        {
          data: inline(means.filter(({ mean }) => mean !== null)),
          mark: { type: 'point', shape: 'diamond', filled: true, size: 110, color: 'black', tooltip: true },
          encoding: { y, x: x('mean') },
        },
      ],
    },
  });
};
