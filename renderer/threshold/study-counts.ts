import type { RowCosts, ThresholdStudy } from '../../contract/report.ts';

export type Counts = RowCosts;

const countsOf = (study: ThresholdStudy, index: number): Counts => {
  const hits = index < 0 ? 0 : (study.truePositives[index] ?? 0);
  const alarms = index < 0 ? 0 : (study.falsePositives[index] ?? 0);
  return {
    truePositives: hits,
    falsePositives: alarms,
    falseNegatives: study.positives - hits,
    trueNegatives: study.negatives - alarms,
  };
};

/** What comes of a threshold: rows that score so high or higher count as positive. */
export const countsAt = (study: ThresholdStudy, threshold: number): Counts => {
  const below = study.thresholds.findIndex((score) => score < threshold);
  return countsOf(study, below < 0 ? study.thresholds.length - 1 : below - 1);
};

const ratio = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);

export interface Score {
  readonly name: string;
  readonly value: number | undefined;
  readonly explained: string;
}

const rowsOf = (counts: Counts): number =>
  counts.truePositives + counts.falsePositives + counts.falseNegatives + counts.trueNegatives;

/** Mean cost a row. */
export const costOf = (counts: Counts, costs: RowCosts): number | undefined =>
  ratio(
    (Object.keys(costs) as (keyof RowCosts)[]).reduce((sum, kind) => sum + counts[kind] * costs[kind], 0),
    rowsOf(counts),
  );

export const scoresOf = (counts: Counts): readonly Score[] => {
  const { truePositives: hits, falsePositives, falseNegatives, trueNegatives } = counts;
  const recall = ratio(hits, hits + falseNegatives);
  const specificity = ratio(trueNegatives, trueNegatives + falsePositives);
  const balanced = recall === undefined || specificity === undefined ? undefined : (recall + specificity) / 2;
  return [
    {
      name: 'Precision',
      value: ratio(hits, hits + falsePositives),
      explained: 'of those called positive, so many are',
    },
    { name: 'Recall', value: recall, explained: 'of the positive, so many are found' },
    { name: 'Specificity', value: specificity, explained: 'of the negative, so many are left alone' },
    {
      name: 'F1',
      value: ratio(2 * hits, 2 * hits + falsePositives + falseNegatives),
      explained: 'precision and recall in one',
    },
    { name: 'Balanced accuracy', value: balanced, explained: 'mean of recall and specificity' },
  ];
};

/** Halfway between the last score that is called positive and the next. */
const between = ({ thresholds }: ThresholdStudy, index: number): number => {
  const lower = thresholds[index + 1] ?? 0;
  if (index < 0) return (1 + lower) / 2;
  return ((thresholds[index] ?? 1) + lower) / 2;
};

/** The threshold of the least cost. */
export const cheapest = (study: ThresholdStudy, costs: RowCosts): number => {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let index = -1; index < study.thresholds.length; index++) {
    const cost = costOf(countsOf(study, index), costs) ?? 0;
    const nearer = Math.abs(between(study, index) - 0.5) < Math.abs(between(study, best) - 0.5);
    if (cost < least || (cost === least && nearer)) {
      least = cost;
      best = index;
    }
  }
  return Number(between(study, best).toPrecision(6));
};

/** How many rows of each class score in each of `bins` equal stretches of 0…1. */
export const histogramOf = (
  study: ThresholdStudy,
  bins: number,
): { readonly positive: readonly number[]; readonly negative: readonly number[] } => {
  const positive = new Array<number>(bins).fill(0);
  const negative = new Array<number>(bins).fill(0);
  for (const [index, score] of study.thresholds.entries()) {
    const bin = Math.min(bins - 1, Math.floor(score * bins));
    const [now, before] = [countsOf(study, index), countsOf(study, index - 1)];
    positive[bin] = (positive[bin] ?? 0) + now.truePositives - before.truePositives;
    negative[bin] = (negative[bin] ?? 0) + now.falsePositives - before.falsePositives;
  }
  return { positive, negative };
};
