import type { FoldSet } from '../../../contract/context.ts';
import { type Figure, type Metric, type Report, report } from '../../../contract/report.ts';
import { figure, inline, spoken } from '../../evaluate/figure.ts';
import { heldShare } from '../../evaluate/held-share.ts';
import { secondsAgainstScore } from '../seconds-against-score.ts';
import type { Placed } from './leaderboard.ts';

interface Board {
  readonly board: readonly Placed[];
  readonly metric: string;
  readonly folds: FoldSet;
}

/** Who was best, how sure that is, and what each took. Times are in figures and facts, never in what is hashed. */
export const leaderboardReport = ({ board, metric, folds }: Board): Report => {
  const names = board.map(({ name }) => name);
  const [best] = board;
  const seconds = board.reduce((sum, one) => sum + one.seconds, 0);
  return report('Leaderboard', {
    headline: metric,
    folds: {
      key: folds.key,
      rows: folds.rows,
      ratio: heldShare(folds),
      learners: board.flatMap(({ name, score, scores }) =>
        score === null ? [] : [{ name, scores: { [metric]: scores } }],
      ),
    },
    metrics: metricsOf({ board, metric, folds }),
    tables: [
      {
        title: 'Leaderboard',
        columns: ['place', 'learner', metric, 'low', 'high', 'against the best'],
        rows: board.map(({ score, low, high, verdict }, index) => [
          score === null ? null : index + 1,
          names[index] ?? '',
          score,
          low ?? null,
          high ?? null,
          verdict,
        ]),
      },
    ],
    figures: [
      intervals(board, names, metric),
      secondsAgainstScore(
        metric,
        board.map(({ seconds: took, score }, index) => ({
          label: names[index] ?? '',
          learner: names[index] ?? '',
          seconds: took,
          score,
        })),
        'learner',
      ),
    ],
    facts: [
      { label: 'Metric', value: metric },
      { label: 'Best', value: best ? (names[0] ?? '') : 'none' },
      { label: 'Folds', value: `${folds.count}, the same for all` },
      { label: 'Intervals', value: '95 %, corrected for the training rows that folds share' },
      { label: 'Time in fits', value: `${seconds.toFixed(1)} s` },
    ],
  });
};

const metricsOf = ({ board, metric, folds }: Board): readonly Metric[] =>
  board.slice(0, 1).flatMap(({ score, low, high, scores }): Metric[] => [
    {
      name: metric,
      part: 'validation',
      value: score,
      n: folds.rows,
      ...(low === undefined || high === undefined ? {} : { low, high }),
    },
    ...scores.map((value, fold) => ({ name: metric, part: `fold-${fold + 1}`, value, n: folds.held[fold] ?? 0 })),
  ]);

const intervals = (board: readonly Placed[], names: readonly string[], metric: string): Figure => {
  const values = board.flatMap(({ score, low, high }, index) =>
    score === null ? [] : [{ learner: names[index] ?? '', score, low: low ?? score, high: high ?? score }],
  );
  const y = { field: 'learner', type: 'nominal', sort: names, title: null };
  const scale = { zero: false };
  return figure({
    name: 'leaderboard',
    title: 'Leaderboard',
    summary: `Dot plot of the mean ${metric} of ${values.length} learners with 95 % intervals; ${names[0]} leads with ${spoken(board[0]?.score ?? null)}.`,
    height: 48 + 32 * values.length,
    spec: {
      data: inline(values),
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 2, opacity: 0.6 },
          encoding: {
            y,
            x: { field: 'low', type: 'quantitative', title: metric, scale },
            x2: { field: 'high' },
          },
        },
        {
          mark: { type: 'point', filled: true, size: 70, tooltip: true },
          encoding: { y, x: { field: 'score', type: 'quantitative', title: metric, scale } },
        },
      ],
    },
  });
};
