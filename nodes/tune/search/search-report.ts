import { paretoFront } from '../../../algorithms/search/pareto-front.ts';
import type { Json, JsonObject } from '../../../contract/json.ts';
import { type Figure, type Metric, type Report, type ReportTable, report } from '../../../contract/report.ts';
import { goodness } from './metric.ts';
import type { Finished } from './run-trials.ts';

export interface SearchOutcome {
  readonly metric: string;
  /** Names of the learners, by their number. */
  readonly learners: readonly string[];
  /** Params that were varied, by learner. */
  readonly varied: readonly (readonly string[])[];
  readonly trials: readonly Finished[];
  readonly best: number;
  /** Rows of the folds together. */
  readonly rows: number;
  readonly folds: number;
}

const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Trials, how the best score grew, and what each score cost. Times are in figures and facts, never in what is hashed. */
export const searchReport = (outcome: SearchOutcome): Report => {
  const { metric, trials, best, learners, folds } = outcome;
  const winner = trials[best];
  const seconds = trials.reduce((sum, trial) => sum + trial.seconds, 0);
  const failed = trials.filter(({ failure }) => failure).length;
  return report('Search', {
    headline: metric,
    metrics: winner ? metricsOf(outcome, winner) : [],
    tables: [trialTable(outcome)],
    figures: [bestSoFar(outcome), secondsAgainstScore(outcome)],
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

const settingsOf = ({ varied }: SearchOutcome, { learner, params }: Finished): string => {
  const names = varied[learner] ?? [];
  return names.length === 0 ? 'as wired' : names.map((name) => `${name} ${shown(params[name])}`).join(', ');
};

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const trialTable = (outcome: SearchOutcome): ReportTable => ({
  title: 'Trials',
  columns: ['trial', 'learner', 'settings', outcome.metric, 'lowest fold', 'highest fold', 'failure'],
  rows: outcome.trials.map((trial, index) => {
    const scores = trial.scores.filter((score) => score !== null);
    return [
      index + 1,
      outcome.learners[trial.learner] ?? '',
      settingsOf(outcome, trial),
      trial.score,
      scores.length > 0 ? Math.min(...scores) : null,
      scores.length > 0 ? Math.max(...scores) : null,
      trial.failure?.message ?? null,
    ];
  }),
});

const bestSoFar = ({ metric, trials }: SearchOutcome): Figure => {
  let best: number | null = null;
  const values = trials.flatMap(({ score }, index): JsonObject[] => {
    if (goodness(metric, score) > goodness(metric, best)) best = score;
    return best === null ? [] : [{ trial: index + 1, best, score }];
  });
  const trial = { field: 'trial', type: 'quantitative', title: 'trial' };
  const by = (field: string) => ({ field, type: 'quantitative', title: metric, scale: { zero: false } });
  return {
    name: 'best-so-far',
    title: 'Best so far',
    summary: `Line chart of the best ${metric} over ${trials.length} trials, ending at ${formatted(best)}, with each trial as a point.`,
    spec: {
      $schema: schema,
      data: { values },
      layer: [
        { mark: { type: 'line', interpolate: 'step-after' }, encoding: { x: trial, y: by('best') } },
        { mark: { type: 'point', opacity: 0.5 }, encoding: { x: trial, y: by('score') } },
      ],
    },
  };
};

const secondsAgainstScore = ({ metric, trials, learners }: SearchOutcome): Figure => {
  const front = new Set(paretoFront(trials.map(({ seconds, score }) => ({ seconds, score: goodness(metric, score) }))));
  const values = trials.flatMap((trial, index): JsonObject[] =>
    trial.score === null
      ? []
      : [
          {
            trial: index + 1,
            learner: learners[trial.learner] ?? '',
            seconds: trial.seconds,
            score: trial.score,
            front: front.has(index) ? 'nothing is better and faster' : 'another is',
          },
        ],
  );
  const encoding = {
    x: { field: 'seconds', type: 'quantitative', title: 'seconds in fits', scale: { zero: false } },
    y: { field: 'score', type: 'quantitative', title: metric, scale: { zero: false } },
  };
  return {
    name: 'seconds-against-score',
    title: 'Seconds against score',
    summary: `Scatter plot of ${values.length} trials; ${front.size} of them are on the Pareto front of time and ${metric}.`,
    spec: {
      $schema: schema,
      data: { values },
      layer: [
        {
          transform: [{ filter: "datum.front === 'nothing is better and faster'" }],
          mark: { type: 'line', strokeDash: [4, 3] },
          encoding,
        },
        {
          mark: { type: 'point', filled: true },
          encoding: {
            ...encoding,
            color: { field: 'learner', type: 'nominal', title: 'learner' },
            shape: { field: 'front', type: 'nominal', title: null },
          },
        },
      ],
    },
  };
};

const formatted = (value: number | null): string => (value === null ? 'nothing' : value.toPrecision(4));
