import { describe, expect, it } from 'vitest';
import { calibratedJoint, confidentGuesses, confidentJoint } from './confident-joint.ts';
import { countLabelIssues, findLabelIssues, type IssueRule, issueRules } from './find-label-issues.ts';
import { classOverlaps, classQuality, healthScore, labelNoise } from './label-noise.ts';
import {
  adjustedProbabilities,
  confidenceWeightedEntropy,
  normalisedMargin,
  regressionLabelScore,
  selfConfidence,
} from './label-scores.ts';
import type { LabelledRows } from './labelled-rows.ts';
import { roundKeepingSum } from './round-keeping-sum.ts';
import { classThresholds } from './thresholds.ts';

const rowsOf = (given: readonly number[], probabilities: readonly (readonly number[])[]): LabelledRows => ({
  classes: probabilities[0]?.length ?? 0,
  given,
  probabilities: Float64Array.from(probabilities.flat()),
});

// Golden numbers CL-A (cleanlab's own test) and CL-B, computed with the reference implementation.
const a = rowsOf(
  [0, 0, 1, 1, 1, 1, 1, 1, 1, 2],
  [[0.9, 0.1, 0], [0.6, 0.2, 0.2], [0.1, 0, 0.9], ...Array.from({ length: 6 }, () => [0.1, 0.8, 0.1]), [0.1, 0.1, 0.8]],
);
const second = [0.1, 0.2, 0.15, 0.05, 0.7, 0.9, 0.8, 0.85, 0.95, 0.25, 0.95, 0.45];
const b = rowsOf(
  [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1],
  second.map((p) => [1 - p, p]),
);

const evidenceOf = (rows: LabelledRows) => {
  const guesses = confidentGuesses(rows);
  const joint = confidentJoint(rows, guesses);
  return { rows, guesses, joint, calibrated: calibratedJoint(joint, rows) };
};

const issuesOf = (rows: LabelledRows, rule: IssueRule): readonly number[] => {
  const flags = findLabelIssues(evidenceOf(rows), { rule });
  const scores = selfConfidence(rows);
  return [...flags.keys()].filter((row) => flags[row]).sort((x, y) => (scores[x] ?? 0) - (scores[y] ?? 0));
};

const close = (found: ArrayLike<number>, wanted: readonly number[]): void => {
  expect(found.length).toBe(wanted.length);
  for (const [at, value] of wanted.entries()) expect(found[at]).toBeCloseTo(value, 6);
};

describe('three classes with one wrong label (CL-A)', () => {
  it('have these thresholds and joints', () => {
    close(classThresholds(a), [0.75, 4.8 / 7, 0.8]);
    const { joint, calibrated } = evidenceOf(a);
    expect([...joint]).toEqual([1, 0, 0, 0, 6, 1, 0, 0, 1]);
    expect([...calibrated]).toEqual([2, 0, 0, 0, 6, 1, 0, 0, 1]);
  });

  it.each(issueRules)('have that issue by the rule “%s”', (rule) => {
    expect(issuesOf(a, rule)).toEqual([2]);
  });

  it('have these margins and this health', () => {
    close(normalisedMargin(a), [0.9, 0.7, 0.05, 0.85, 0.85, 0.85, 0.85, 0.85, 0.85, 0.85]);
    expect(healthScore(1, 10)).toBeCloseTo(0.9, 12);
  });

  it('are doubted most where the wrong label is, by every score', () => {
    for (const score of [selfConfidence, normalisedMargin, confidenceWeightedEntropy]) {
      const scores = score(a);
      expect(scores.indexOf(Math.min(...scores))).toBe(2);
    }
    const adjusted = selfConfidence({ ...a, probabilities: adjustedProbabilities(a) });
    expect(adjusted.indexOf(Math.min(...adjusted))).toBe(2);
    close(adjustedProbabilities(a).slice(0, 3), [0.95 / 1.164286, 0.214286 / 1.164286, 0]);
  });
});

describe('two classes with three wrong labels (CL-B)', () => {
  const evidence = evidenceOf(b);

  it('have these thresholds, joints and prior', () => {
    close(classThresholds(b), [3.85 / 6, 0.7]);
    expect([...evidence.joint]).toEqual([4, 2, 1, 4]);
    expect([...evidence.calibrated]).toEqual([4, 2, 1, 5]);
    const noise = labelNoise(evidence.calibrated, b);
    close(noise.prior, [5 / 12, 7 / 12]);
    close(noise.noise, [4 / 5, 2 / 7, 1 / 5, 5 / 7]);
    close(noise.inverse, [4 / 6, 2 / 6, 1 / 6, 5 / 6]);
  });

  it('rank these issues, and disagreement adds one', () => {
    for (const rule of ['both', 'noise-rate', 'class', 'joint', 'low-self-confidence'] as const)
      expect(issuesOf(b, rule)).toEqual([10, 9, 4]);
    expect(issuesOf(b, 'disagreement')).toEqual([10, 9, 4, 11]);
    expect(countLabelIssues(evidence)).toBe(3);
    expect(healthScore(3, 12)).toBeCloseTo(0.75, 12);
  });

  it('say how far each class can be trusted', () => {
    const noise = labelNoise(evidence.calibrated, b);
    const [first, other] = classQuality(noise, 2);
    expect(first).toMatchObject({ labelNoise: expect.closeTo(2 / 6, 9), inverseNoise: expect.closeTo(1 / 5, 9) });
    expect(other).toMatchObject({ labelNoise: expect.closeTo(1 / 6, 9), inverseNoise: expect.closeTo(2 / 7, 9) });
    expect(classOverlaps(noise, 2)).toEqual([{ classes: [0, 1], share: expect.closeTo(3 / 12, 9) }]);
  });
});

describe('a row that several classes pass', () => {
  // Class 2 is the most probable, but it does not reach its own threshold.
  const rows = rowsOf(
    [0, 0, 1, 1, 2, 2],
    [
      [0.35, 0.25, 0.4],
      [0.15, 0.05, 0.8],
      [0.3, 0.2, 0.5],
      [0.4, 0.2, 0.4],
      [0.05, 0.05, 0.9],
      [0.05, 0.05, 0.9],
    ],
  );

  it('counts as the most probable of those, as in the paper', () => {
    close(classThresholds(rows), [0.25, 0.2, 0.9]);
    expect([...confidentGuesses(rows)]).toEqual([0, -1, 0, 0, 2, 2]);
  });

  it('counts as the most probable of all, where the common library is to be followed', () => {
    expect([...confidentGuesses(rows, 'overall')]).toEqual([2, -1, 2, 0, 2, 2]);
  });
});

describe('labels', () => {
  it('of a class without rows reach nothing and stay whole', () => {
    const rows = rowsOf(
      [0, 0],
      [
        [0.9, 0.1],
        [0.8, 0.2],
      ],
    );
    expect(classThresholds(rows)[1]).toBe(2);
    const { calibrated } = evidenceOf(rows);
    expect([...calibrated]).toEqual([2, 0, 0, 0]);
    expect(issuesOf(rows, 'both')).toEqual([]);
  });

  it('of a class with one row are left alone', () => {
    const rows = rowsOf(
      [0, 0, 0, 1],
      [
        [0.9, 0.1],
        [0.9, 0.1],
        [0.8, 0.2],
        [0.95, 0.05],
      ],
    );
    expect(issuesOf(rows, 'noise-rate')).toEqual([]);
  });

  it('are counted in whole rows that add up', () => {
    expect([...roundKeepingSum(Float64Array.of(0.5, 0.5, 1))]).toEqual([0, 1, 1]);
    expect([...roundKeepingSum(Float64Array.of(1.4, 1.4, 1.2))]).toEqual([2, 1, 1]);
  });

  it('that are numbers are doubted by their residual', () => {
    close(regressionLabelScore(Float64Array.of(0, -1, 2)), [1, Math.exp(-1), Math.exp(-2)]);
  });
});
