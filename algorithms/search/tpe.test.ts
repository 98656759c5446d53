import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { createProposer } from './create-proposer.ts';
import { createParzen } from './parzen.ts';
import type { Judged, Proposal, SearchMethod } from './proposer.ts';
import type { SearchSpace } from './search-point.ts';

const unit = { kind: 'number', low: 0, high: 1, log: false, whole: false } as const;
const space: SearchSpace = {
  rate: { kind: 'number', low: 1e-4, high: 1, log: true, whole: false },
  depth: { kind: 'number', low: 1, high: 40, log: false, whole: true },
  kind: { kind: 'choice', choices: ['a', 'b', 'c'] },
};
const goodness = ({ params }: Proposal): number =>
  -((Math.log10(Number(params['rate'])) + 2.5) ** 2) -
  ((Number(params['depth']) - 11) / 10) ** 2 -
  (params['kind'] === 'b' ? 0 : 1);

const run = (method: SearchMethod, seed: number, trials = 50, learners = 1): readonly Judged[] => {
  const wired = { params: { rate: 0.5, depth: 30, kind: 'a' }, space };
  const proposer = createProposer(
    Array.from({ length: learners }, () => wired),
    { method, trials, seed, rows: 1000 },
  );
  const judged: Judged[] = [];
  for (;;) {
    const trial = proposer.propose(judged.slice(0, proposer.needs(judged.length)));
    if (!trial) return judged;
    judged.push({ ...trial, goodness: goodness(trial) - (trial.learner === 0 ? 0 : 3) });
  }
};
const best = (trials: readonly Judged[]): number => Math.max(...trials.map((trial) => trial.goodness));

describe('the tree-structured Parzen estimator', () => {
  it('finds better settings than random draws in as many trials', () => {
    const seeds = Array.from({ length: 10 }, (_, seed) => seed + 1);
    const won = seeds.filter((seed) => best(run('tpe', seed)) > best(run('random', seed)));
    expect(won.length).toBeGreaterThanOrEqual(8);
  });

  it('begins with the trials of a random search, and stays in the space', () => {
    expect(run('tpe', 4).slice(0, 10)).toEqual(run('random', 4).slice(0, 10));
    for (const { params } of run('tpe', 4)) {
      expect(Number(params['rate'])).toBeGreaterThanOrEqual(1e-4);
      expect(Number(params['rate'])).toBeLessThanOrEqual(1);
      expect(Number.isInteger(params['depth'])).toBe(true);
    }
  });

  it('turns to the learner whose trials are better', () => {
    const trials = run('tpe', 2, 60, 2).slice(20);
    expect(trials.filter(({ learner }) => learner === 0).length).toBeGreaterThan(25);
  });

  it('ends where a small space is used up', () => {
    const few: SearchSpace = { depth: { kind: 'number', low: 1, high: 14, log: false, whole: true } };
    const proposer = createProposer([{ params: { depth: 2 }, space: few }], {
      method: 'tpe',
      trials: 50,
      seed: 1,
      rows: 1000,
    });
    const judged: Judged[] = [];
    for (;;) {
      const trial = proposer.propose(judged.slice(0, proposer.needs(judged.length)));
      if (!trial) break;
      judged.push({ ...trial, goodness: Number.NEGATIVE_INFINITY });
    }
    expect(judged.map(({ params }) => Number(params['depth'])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 14 }, (_, at) => at + 1),
    );
  });
});

describe('the density of trials', () => {
  it('integrates to one over the space', () => {
    const parzen = createParzen(
      [unit, { kind: 'choice', choices: ['a', 'b'] }],
      [
        [0.02, 0],
        [0.9, 1],
      ],
    );
    let sum = 0;
    for (let step = 0; step < 2000; step++)
      for (const choice of [0, 1]) sum += Math.exp(parzen.at([(step + 0.5) / 2000, choice])) / 2000;
    expect(sum).toBeCloseTo(1, 4);
  });

  it('draws most where points are', () => {
    const parzen = createParzen([unit], [[0.1], [0.12], [0.11], [0.1]]);
    const random = createRandom(1);
    const drawn = Array.from({ length: 500 }, () => parzen.draw(random)[0] ?? 1);
    expect(drawn.filter((value) => value < 0.45).length).toBeGreaterThan(300);
  });
});
