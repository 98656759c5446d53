import { dimensionsOf, type SearchSpace } from '../../../algorithms/search/search-point.ts';
import type { Json } from '../../../contract/json.ts';
import { type Metric, type Report, type ReportTable, report } from '../../../contract/report.ts';
import type { Finished } from '../run-trials.ts';
import { secondsAgainstScore } from '../seconds-against-score.ts';
import { bestSoFar } from './best-so-far.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';
import { settingImportance } from './setting-importance.ts';

export interface SearchOutcome {
  readonly metric: string;
  /** Names of the learners, by their number. */
  readonly learners: readonly string[];
  /** What each was searched over. */
  readonly spaces: readonly SearchSpace[];
  readonly trials: readonly Finished[];
  readonly best: number;
  /** Rows of the folds together. */
  readonly rows: number;
  readonly folds: number;
  readonly seed: number;
}

/** Trials, how the best score grew, and what each score cost. Times are in figures and facts, never in what is hashed. */
export const searchReport = (outcome: SearchOutcome): Report => {
  const { metric, trials, best, learners, folds } = outcome;
  const winner = trials[best];
  const seconds = trials.reduce((sum, trial) => sum + trial.seconds, 0);
  const failed = trials.filter(({ failure }) => failure).length;
  const costed = trials.map((trial, index) => ({
    label: `trial ${index + 1}`,
    learner: learners[trial.learner] ?? '',
    seconds: trial.seconds,
    score: trial.score,
  }));
  return report('Search', {
    headline: metric,
    metrics: winner ? metricsOf(outcome, winner) : [],
    tables: [trialTable(outcome)],
    figures: [
      bestSoFar(outcome),
      secondsAgainstScore(metric, costed, 'trial'),
      ...settingImportance(outcome),
      ...parallelCoordinates(outcome),
    ],
    facts: [
      { label: 'Metric', value: metric },
      { label: 'Best trial', value: `${best + 1}: ${learners[winner?.learner ?? 0] ?? ''}` },
      { label: 'Trials', value: `${trials.length}${failed > 0 ? `, ${failed} of them failed` : ''}` },
      { label: 'Folds', value: String(folds) },
      { label: 'Time in fits', value: `${seconds.toFixed(1)} s` },
    ],
  });
};

const metricsOf = ({ metric, rows, folds }: SearchOutcome, winner: Finished): readonly Metric[] => {
  const held = Math.round(rows / Math.max(1, folds));
  return [
    { name: metric, part: 'validation', value: winner.score, n: rows },
    ...winner.scores.map((value, index) => ({ name: metric, part: `fold-${index + 1}`, value, n: held })),
  ];
};

const settingsOf = ({ spaces }: SearchOutcome, { learner, params }: Finished): string => {
  const names = dimensionsOf(spaces[learner] ?? {}).map(([name]) => name);
  return names.length === 0 ? 'as wired' : names.map((name) => `${name} ${shown(params[name])}`).join(', ');
};

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const trialTable = (outcome: SearchOutcome): ReportTable => {
  const shared = outcome.trials.some(({ share }) => share < 1);
  const failed = outcome.trials.some(({ failure }) => failure);
  return {
    title: 'Trials',
    columns: [
      'trial',
      'learner',
      ...(shared ? ['share of rows'] : []),
      outcome.metric,
      'lowest fold',
      'highest fold',
      'settings',
      ...(failed ? ['failure'] : []),
    ],
    rows: outcome.trials.map((trial, index) => {
      const scores = trial.scores.filter((score) => score !== null);
      return [
        index + 1,
        outcome.learners[trial.learner] ?? '',
        ...(shared ? [Number(trial.share.toPrecision(3))] : []),
        trial.score,
        scores.length > 0 ? Math.min(...scores) : null,
        scores.length > 0 ? Math.max(...scores) : null,
        settingsOf(outcome, trial),
        ...(failed ? [trial.failure?.message ?? null] : []),
      ];
    }),
  };
};
