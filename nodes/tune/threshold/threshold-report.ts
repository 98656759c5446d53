import {
  balancedAccuracyOf,
  type ChosenThreshold,
  type Counts,
  costOf,
  countsAt,
  fBetaOf,
  precisionOf,
  recallOf,
  specificityOf,
} from '../../../algorithms/metrics/choose-threshold.ts';
import type { Ranking } from '../../../algorithms/metrics/ranking.ts';
import {
  type Figure,
  type Metric,
  type Report,
  type ReportTable,
  report,
  type ThresholdStudy,
} from '../../../contract/report.ts';
import { figure, inline, type Point, spoken, thinned } from '../../evaluate/figure.ts';
import type { HeldOutScores } from './held-out-scores.ts';
import { costsOf, type ThresholdSettings } from './params.ts';

interface Decision {
  readonly scores: HeldOutScores;
  readonly chosen: ChosenThreshold;
  readonly settings: ThresholdSettings;
  readonly classes: readonly [string, string];
}

/** So many scores are kept for the window to drag a threshold over. */
const mostPoints = 600;

export const thresholdReport = (decision: Decision): Report => {
  const { scores, chosen, settings, classes } = decision;
  const { threshold, counts } = chosen;
  return report('Threshold', {
    headline: settings.objective === 'balanced-accuracy' ? 'balanced-accuracy' : 'f1',
    metrics: metricsOf(counts),
    tables: [comparison(decision)],
    figures: [scoresByThreshold(decision)],
    facts: [
      { label: 'Threshold', value: shown(threshold) },
      { label: 'Positive class', value: classes[1] },
      { label: 'Chosen on', value: `${total(counts).toLocaleString('en')} ${scores.from} rows` },
      { label: 'Objective', value: settings.objective },
    ],
    study: studyOf(decision),
  });
};

const shown = (value: number | null): string => (value === null ? 'undefined' : String(Number(value.toPrecision(4))));

const total = ({ truePositives, falsePositives, falseNegatives, trueNegatives }: Counts): number =>
  truePositives + falsePositives + falseNegatives + trueNegatives;

const measures = {
  precision: precisionOf,
  recall: recallOf,
  specificity: specificityOf,
  f1: (counts: Counts) => fBetaOf(counts, 1),
  'balanced-accuracy': balancedAccuracyOf,
} as const;

const metricsOf = (counts: Counts): readonly Metric[] =>
  Object.entries(measures).map(([name, measure]) => ({
    name,
    part: 'validation',
    value: measure(counts),
    n: total(counts),
  }));

const comparison = ({ scores: { ranking }, chosen, settings }: Decision): ReportTable => {
  const columns = [
    ['chosen', chosen.threshold, chosen.counts],
    ['usual', 0.5, countsAt(ranking, 0.5)],
  ] as const;
  const line = (label: string, of: (counts: Counts) => number | null) => [
    label,
    ...columns.map(([, , counts]) => of(counts)),
  ];
  return {
    title: 'Chosen and usual threshold',
    columns: ['', ...columns.map(([label, threshold]) => `${label}: ${shown(threshold)}`)],
    rows: [
      ...Object.entries(measures).map(([name, measure]) => line(name, measure)),
      line(`F-beta, beta ${settings.beta}`, (counts) => fBetaOf(counts, settings.beta)),
      line('mean cost a row', (counts) => costOf(counts, costsOf(settings))),
      line('found (true positives)', ({ truePositives }) => truePositives),
      line('false alarms (false positives)', ({ falsePositives }) => falsePositives),
      line('missed (false negatives)', ({ falseNegatives }) => falseNegatives),
      line('left alone (true negatives)', ({ trueNegatives }) => trueNegatives),
    ],
  };
};

/** Places among the distinct scores that are kept, evenly over rows. */
const keptPlaces = ({ thresholds, truePositives, falsePositives }: Ranking): readonly number[] =>
  thinned(thresholds.length, mostPoints, (index) => (truePositives[index] ?? 0) + (falsePositives[index] ?? 0));

const studyOf = ({ scores, chosen, settings, classes }: Decision): ThresholdStudy => {
  const { ranking } = scores;
  const kept = keptPlaces(ranking);
  const at = (values: Float64Array): readonly number[] => kept.map((index) => values[index] as number);
  const { falsePositives, falseNegatives, truePositives, trueNegatives } = costsOf(settings);
  return {
    classes,
    rows: `${scores.from} rows`,
    thresholds: at(ranking.thresholds),
    truePositives: at(ranking.truePositives),
    falsePositives: at(ranking.falsePositives),
    positives: ranking.positives,
    negatives: ranking.negatives,
    chosen: chosen.threshold,
    costs: { falsePositives, falseNegatives, truePositives, trueNegatives },
    settings: {
      threshold: { param: 'threshold', with: { objective: 'fixed' } },
      costs: {
        params: {
          falsePositives: 'costFalsePositive',
          falseNegatives: 'costFalseNegative',
          truePositives: 'costTruePositive',
          trueNegatives: 'costTrueNegative',
        },
        with: { objective: 'cost' },
      },
    },
  };
};

const scoresByThreshold = ({ scores: { ranking }, chosen, classes }: Decision): Figure => {
  const values = keptPlaces(ranking).flatMap((index): Point[] => {
    const threshold = ranking.thresholds[index] as number;
    const counts = countsAt(ranking, threshold);
    return (['precision', 'recall', 'f1', 'balanced-accuracy'] as const).map((measure) => ({
      threshold,
      measure,
      value: measures[measure](counts),
    }));
  });
  return figure({
    name: 'scores-by-threshold',
    title: 'Scores by threshold',
    summary: `Line chart of precision, recall, F1 and balanced accuracy of “${classes[1]}” by threshold; ${spoken(chosen.threshold)} was chosen.`,
    spec: {
      layer: [
        {
          data: inline(values),
          mark: { type: 'line', interpolate: 'step-before', tooltip: true },
          encoding: {
            x: { field: 'threshold', type: 'quantitative', title: 'threshold', scale: { domain: [0, 1] } },
            y: { field: 'value', type: 'quantitative', title: null, scale: { domain: [0, 1] } },
            color: { field: 'measure', type: 'nominal', title: null },
          },
        },
        {
          data: inline([{ threshold: chosen.threshold }]),
          mark: { type: 'rule', strokeDash: [4, 3], tooltip: true },
          encoding: { x: { field: 'threshold', type: 'quantitative' } },
        },
      ],
    },
  });
};
