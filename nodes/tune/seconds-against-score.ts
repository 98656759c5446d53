import { paretoFront } from '../../algorithms/search/pareto-front.ts';
import type { Figure } from '../../contract/report.ts';
import { figure, inline, type Point } from '../evaluate/figure.ts';
import { goodness } from './metric.ts';

export interface Costed {
  /** “trial 3”. */
  readonly label: string;
  readonly learner: string;
  readonly seconds: number;
  readonly score: number | null;
}

const onFront = 'on the front';

/** What each score cost, with the Pareto front: those that nothing beats without taking longer. */
export const secondsAgainstScore = (metric: string, tried: readonly Costed[], noun: string): Figure => {
  const front = new Set(paretoFront(tried.map(({ seconds, score }) => ({ seconds, score: goodness(metric, score) }))));
  const values = tried.flatMap(({ label, learner, seconds, score }, index): Point[] =>
    score === null ? [] : [{ [noun]: label, learner, seconds, score, front: front.has(index) ? onFront : 'behind it' }],
  );
  const wide = spread(values) > 20;
  const encoding = {
    x: {
      field: 'seconds',
      type: 'quantitative',
      title: 'seconds in fits',
      ...(wide ? logarithmic : { scale: { zero: false } }),
    },
    y: { field: 'score', type: 'quantitative', title: metric, scale: { zero: false } },
  };
  return figure({
    name: 'seconds-against-score',
    title: 'Seconds against score',
    summary: `Scatter plot of ${values.length} ${noun}s; ${front.size} of them, the squares, ${front.size === 1 ? 'is' : 'are'} on the Pareto front of time and ${metric}.`,
    spec: {
      data: inline(values),
      layer: [
        {
          transform: [{ filter: `datum.front === '${onFront}'` }],
          mark: { type: 'line', strokeDash: [4, 3], interpolate: 'step-after' },
          encoding,
        },
        {
          mark: { type: 'point', filled: true, tooltip: true },
          encoding: {
            ...encoding,
            color: { field: 'learner', type: 'nominal', title: null, sort: null },
            shape: { field: 'front', type: 'nominal', sort: ['behind it', onFront], legend: null },
          },
        },
      ],
    },
  });
};

/** Of the lines between powers of ten there would be more than points. */
const logarithmic = { scale: { type: 'log' }, axis: { grid: false } };

const spread = (values: readonly Point[]): number => {
  const seconds = values.map((value) => Number(value['seconds'])).filter((value) => value > 0);
  return seconds.length === values.length && seconds.length > 1 ? Math.max(...seconds) / Math.min(...seconds) : 1;
};
