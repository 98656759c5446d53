import { describe, expect, it } from 'vitest';
import { createProposer } from './create-proposer.ts';
import { gridPoints } from './grid.ts';
import { paretoFront } from './pareto-front.ts';
import type { ProposalOptions, Searched } from './proposer.ts';
import type { SearchSpace } from './search-point.ts';

const space: SearchSpace = {
  rate: { kind: 'number', low: 1e-4, high: 1, log: true, whole: false },
  depth: { kind: 'number', low: 2, high: 20, log: false, whole: true },
  kind: { kind: 'choice', choices: ['a', 'b'] },
};
const wired = { params: { rate: 0.1, depth: 5, kind: 'a', other: true }, space };

/** Trials that are known before any is run. */
const proposeTrials = (learners: readonly Searched[], options: Omit<ProposalOptions, 'rows'>) => {
  const proposer = createProposer(learners, { ...options, rows: 1000 });
  return Array.from({ length: options.trials }, () => proposer.propose([])).filter((trial) => trial !== undefined);
};
const random = (trials: number, seed = 1) => proposeTrials([wired], { method: 'random', trials, seed });

describe('trials of a search', () => {
  it('start with the learners as they were wired, and stay within their ranges', () => {
    const trials = random(200);
    expect(trials[0]).toEqual({ learner: 0, params: wired.params, share: 1 });
    expect(trials).toHaveLength(200);
    for (const { params } of trials) {
      expect(params['rate']).toBeGreaterThanOrEqual(1e-4);
      expect(params['rate']).toBeLessThanOrEqual(1);
      expect(Number.isInteger(params['depth'])).toBe(true);
      expect(['a', 'b']).toContain(params['kind']);
      expect(params['other']).toBe(true);
    }
  });

  it('spread over a logarithmic range', () => {
    const small = random(400).filter(({ params }) => Number(params['rate']) < 1e-2);
    expect(small.length).toBeGreaterThan(150);
    expect(small.length).toBeLessThan(250);
  });

  it('repeat for the same seed, differ for another, and begin alike however many there are', () => {
    expect(random(20)).toEqual(random(20));
    expect(random(20, 2).slice(1)).not.toEqual(random(20).slice(1));
    expect(random(50).slice(0, 20)).toEqual(random(20));
  });

  it('never come twice, and end where a space is used up', () => {
    const few: SearchSpace = { depth: { kind: 'number', low: 1, high: 4, log: false, whole: true } };
    const trials = proposeTrials([{ params: { depth: 2 }, space: few }], { method: 'random', trials: 50, seed: 1 });
    expect(trials.map(({ params }) => params['depth']).sort()).toEqual([1, 2, 3, 4]);
  });

  it('go round the learners; one without a space is tried once', () => {
    const trials = proposeTrials([wired, { params: {}, space: {} }], { method: 'random', trials: 6, seed: 1 });
    expect(trials.map(({ learner }) => learner)).toEqual([0, 1, 0, 0, 0, 0]);
  });

  it('of a grid keep within the budget and reach the ends of the ranges', () => {
    const points = gridPoints(space, 40);
    expect(points.length).toBeLessThanOrEqual(40);
    expect(points.length).toBeGreaterThan(25);
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
    const rates = points.map((point) => Number(point['rate']));
    expect([Math.min(...rates), Math.max(...rates)]).toEqual([1e-4, 1]);
    expect(proposeTrials([wired], { method: 'grid', trials: 10, seed: 1 }).length).toBeLessThanOrEqual(10);
  });
});

describe('the Pareto front', () => {
  it('keeps what nothing beats without taking longer', () => {
    const trials = [
      { seconds: 1, score: 0.5 },
      { seconds: 2, score: 0.4 },
      { seconds: 3, score: 0.9 },
      { seconds: 3, score: 0.8 },
      { seconds: 0.5, score: Number.NaN },
      { seconds: 9, score: 0.9 },
    ];
    expect(paretoFront(trials)).toEqual([0, 2]);
  });
});
