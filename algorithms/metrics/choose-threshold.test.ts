import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import {
  balancedAccuracyOf,
  type Counts,
  chooseThreshold,
  costOf,
  countsAt,
  fBetaOf,
  precisionOf,
  recallOf,
  type ThresholdObjective,
} from './choose-threshold.ts';
import { rankingOf } from './ranking.ts';

const random = createRandom(3);
const actual = Float64Array.from({ length: 300 }, () => (random.next() < 0.25 ? 1 : 0));
const scores = actual.map((code) => Math.round(100 / (1 + Math.exp(-(random.normal() + code * 1.5 - 1)))) / 100);
const ranking = rankingOf(actual, scores, 1);

/** Counted row by row. */
const counted = (threshold: number): Counts => {
  const count = (code: number, above: boolean): number =>
    [...actual].filter((one, row) => one === code && (scores[row] ?? 0) >= threshold === above).length;
  return {
    truePositives: count(1, true),
    falsePositives: count(0, true),
    falseNegatives: count(1, false),
    trueNegatives: count(0, false),
  };
};

const costs = { truePositives: -2, falsePositives: 1, falseNegatives: 7, trueNegatives: 0 };
const aims: readonly (readonly [ThresholdObjective, (counts: Counts) => number])[] = [
  [{ objective: 'f-beta', beta: 2 }, (counts) => fBetaOf(counts, 2) ?? -1],
  [{ objective: 'balanced-accuracy' }, (counts) => balancedAccuracyOf(counts) ?? -1],
  [{ objective: 'cost', costs }, (counts) => -(costOf(counts, costs) ?? 1e9)],
  [
    { objective: 'recall-at-precision', precision: 0.6 },
    (counts) => ((precisionOf(counts) ?? 0) >= 0.6 ? (recallOf(counts) ?? -1) : -1),
  ],
];

describe('a threshold', () => {
  it.each(aims)('for %o is the best of all', (aim, goodness) => {
    const chosen = chooseThreshold(ranking, aim);
    const best = Math.max(...Array.from({ length: 1002 }, (_, step) => goodness(counted(step / 1000))));
    expect(goodness(counted(chosen.threshold))).toBeCloseTo(best, 12);
    expect(chosen.counts).toEqual(counted(chosen.threshold));
    expect(chosen.reached).toBe(true);
  });

  it('counts the rows on its sides', () => {
    for (const threshold of [0, 0.123, 0.5, 0.5000001, 0.99, 1])
      expect(countsAt(ranking, threshold)).toEqual(counted(threshold));
  });

  it('lies between two scores, not on one', () => {
    const few = rankingOf(Float64Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.2, 0.8, 0.9), 1);
    expect(chooseThreshold(few, { objective: 'f-beta', beta: 1 }).threshold).toBe(0.5);
  });

  it('says when no threshold is as precise as was asked', () => {
    const muddled = rankingOf(Float64Array.of(1, 0, 1, 0), Float64Array.of(0.3, 0.9, 0.5, 0.5), 1);
    expect(chooseThreshold(muddled, { objective: 'recall-at-precision', precision: 0.95 }).reached).toBe(false);
  });

  it('calls nothing positive where that is cheapest', () => {
    const chosen = chooseThreshold(ranking, {
      objective: 'cost',
      costs: { truePositives: 5, falsePositives: 5, falseNegatives: 1, trueNegatives: 0 },
    });
    expect(chosen.counts.truePositives + chosen.counts.falsePositives).toBe(0);
  });
});
