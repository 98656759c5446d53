import { featuresOf } from '../../../algorithms/search/feature-proposer.ts';
import { type Figure, type Report, report } from '../../../contract/report.ts';
import { figure, inline, type Point, spoken } from '../../evaluate/figure.ts';
import type { Finished } from '../run-trials.ts';
import { secondsAgainstScore } from '../seconds-against-score.ts';

interface FeatureOutcome {
  readonly metric: string;
  /** Names of the learners, by their number. */
  readonly learners: readonly string[];
  readonly trials: readonly Finished[];
  readonly best: number;
  /** Rows that the folds hold out, together and each. */
  readonly rows: number;
  readonly held: readonly number[];
}

/** How the score goes with the number of features, and which were chosen. */
export const featuresReport = (outcome: FeatureOutcome): Report => {
  const { metric, trials, best, learners, rows, held } = outcome;
  const winner = trials[best];
  const chosen = winner ? featuresOf(winner) : [];
  const all = trials.find(({ learner }) => learner === winner?.learner);
  const left = (all ? featuresOf(all) : []).filter((name) => !chosen.includes(name));
  const seconds = trials.reduce((sum, trial) => sum + trial.seconds, 0);
  return report('Features', {
    headline: metric,
    metrics: [
      ...(winner ? [{ name: metric, part: 'validation', value: winner.score, n: rows }] : []),
      ...(winner?.scores ?? []).map((value, fold) => ({
        name: metric,
        part: `fold-${fold + 1}`,
        value,
        n: held[fold] ?? 0,
      })),
    ],
    figures: [scoreBySize(outcome), secondsAgainstScore(metric, costed(outcome), 'set')],
    tables: [steps(outcome)],
    facts: [
      { label: 'Chosen', value: chosen.join(', ') },
      { label: 'Left out', value: left.length > 0 ? left.join(', ') : 'none' },
      { label: 'Learner', value: learners[winner?.learner ?? 0] ?? '' },
      { label: 'All features', value: `${metric} ${spoken(all?.score ?? null)}` },
      { label: 'Sets tried', value: String(trials.length) },
      {
        label: 'Mind',
        value: 'The set was chosen on these folds, so its score here is a little too good. The test part tells.',
      },
      { label: 'Time in fits', value: `${seconds.toFixed(1)} s` },
    ],
  });
};

const costed = ({ trials, learners }: FeatureOutcome) =>
  trials.map((trial, index) => ({
    label: `set ${index + 1}`,
    learner: learners[trial.learner] ?? '',
    seconds: trial.seconds,
    score: trial.score,
  }));

/** The best set of each size and learner. */
const bestBySize = ({ trials }: FeatureOutcome): readonly Finished[] => {
  const found = new Map<string, Finished>();
  for (const trial of trials) {
    if (trial.score === null) continue;
    const key = `${trial.learner} ${featuresOf(trial).length}`;
    const other = found.get(key);
    if (!other || trial.goodness > other.goodness) found.set(key, trial);
  }
  return [...found.values()].sort((a, b) => a.learner - b.learner || featuresOf(a).length - featuresOf(b).length);
};

const steps = (outcome: FeatureOutcome) => ({
  title: 'Best set of each size',
  columns: ['features', 'learner', outcome.metric, 'lowest fold', 'highest fold', 'set'],
  rows: bestBySize(outcome).map((trial) => {
    const scores = trial.scores.filter((score) => score !== null);
    return [
      featuresOf(trial).length,
      outcome.learners[trial.learner] ?? '',
      trial.score,
      Math.min(...scores),
      Math.max(...scores),
      featuresOf(trial).join(', '),
    ];
  }),
});

const scoreBySize = (outcome: FeatureOutcome): Figure => {
  const { metric, learners, trials, best } = outcome;
  const values = bestBySize(outcome).map((trial): Point => {
    const scores = trial.scores.filter((score) => score !== null);
    return {
      features: featuresOf(trial).length,
      learner: learners[trial.learner] ?? '',
      score: trial.score,
      low: Math.min(...scores),
      high: Math.max(...scores),
      set: featuresOf(trial).join(', '),
    };
  });
  const winner = trials[best];
  const chosen = winner ? featuresOf(winner).length : 0;
  const x = { field: 'features', type: 'quantitative', title: 'number of features', axis: { tickMinStep: 1 } };
  const color = { field: 'learner', type: 'nominal', title: null };
  const y = (field: string) => ({ field, type: 'quantitative', title: metric, scale: { zero: false } });
  return figure({
    name: 'score-by-features',
    title: 'Score against number of features',
    summary: `Line chart of the best ${metric} by number of features, with the span of the folds; ${chosen} features reach ${spoken(winner?.score ?? null)}.`,
    spec: {
      data: inline(values),
      layer: [
        { mark: { type: 'area', opacity: 0.15 }, encoding: { x, y: y('low'), y2: { field: 'high' }, color } },
        { mark: { type: 'line', point: true, tooltip: true }, encoding: { x, y: y('score'), color } },
        {
          data: inline([{ features: chosen }]),
          mark: { type: 'rule', strokeDash: [4, 3] },
          encoding: { x: { field: 'features', type: 'quantitative' } },
        },
      ],
    },
  });
};
