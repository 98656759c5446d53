import { describe, expect, it } from 'vitest';
import { createProposer } from '../../algorithms/search/create-proposer.ts';
import type { Proposal, Proposer, SearchMethod } from '../../algorithms/search/proposer.ts';
import type { Json } from '../../contract/json.ts';
import { fail } from '../../contract/problem.ts';
import { type Finished, runTrials, type TrialResult } from './run-trials.ts';

const dozen = (): Proposer => {
  let next = 0;
  return {
    planned: 12,
    needs: () => 0,
    propose: () => (next < 12 ? { learner: 0, params: { at: next++ }, share: 1 } : undefined),
  };
};
const at = ({ params }: Proposal): number => Number(params['at']);

interface Setup {
  readonly proposer?: Proposer;
  readonly parallel?: number;
  readonly known?: readonly Json[];
  readonly evaluate?: (trial: Proposal) => Promise<TrialResult>;
  readonly stopAfter?: number;
  readonly signal?: AbortSignal;
}

/** Trials with an even number take many turns of the event loop, so that those behind them are done first. */
const slowly = async (trial: Proposal): Promise<TrialResult> => {
  for (let turn = 0; turn < (at(trial) % 2 === 0 ? 40 : 1); turn++) await new Promise(setImmediate);
  return { scores: [at(trial), at(trial) + 2], seconds: 1 };
};

const search = async ({
  proposer = dozen(),
  parallel = 1,
  known = [],
  evaluate = slowly,
  stopAfter = 99,
  signal,
}: Setup = {}) => {
  const lines: Json[] = [];
  const ran: number[] = [];
  const seen: number[] = [];
  const finished = await runTrials({
    proposer,
    metric: 'accuracy',
    parallel,
    known,
    signal: signal ?? new AbortController().signal,
    evaluate: (trial) => {
      ran.push(at(trial));
      return evaluate(trial);
    },
    remember: async (line) => void lines.push(line),
    onFinished: (done: readonly Finished[]) => {
      seen.push(done.length);
      return done.length < stopAfter;
    },
  });
  return { finished, lines, ran, seen };
};

describe('trials', () => {
  it('are looked at in order, however many run at once', async () => {
    const alone = await search();
    const many = await search({ parallel: 5 });
    expect(many.finished).toEqual(alone.finished);
    expect(many.seen).toEqual(alone.seen);
    expect(alone.finished[3]?.score).toBe(4);
  });

  it('that ran ahead of the end do not count', async () => {
    const alone = await search({ stopAfter: 4 });
    const many = await search({ parallel: 5, stopAfter: 4 });
    expect(many.finished).toEqual(alone.finished);
    expect(many.finished).toHaveLength(4);
  });

  it('that an earlier attempt wrote down are not run again', async () => {
    const first = await search({ stopAfter: 5 });
    const second = await search({ known: first.lines });
    expect(second.ran).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(second.finished).toEqual((await search()).finished);
  });

  it('may fail one by one', async () => {
    const { finished } = await search({
      evaluate: (trial) =>
        at(trial) === 2 ? Promise.reject(fail('train.failed', { values: { reason: 'so' } })) : slowly(trial),
    });
    expect(finished).toHaveLength(12);
    expect(finished[2]).toMatchObject({ score: null, failure: { code: 'train.failed' } });
  });

  it('have no score where the metric is undefined in a fold', async () => {
    const { finished } = await search({ evaluate: async () => ({ scores: [1, null], seconds: 0 }) });
    expect(finished[0]?.score).toBeNull();
  });

  it('end with a cancel, which is no failed trial', async () => {
    const cancelled = search({ parallel: 3, evaluate: () => Promise.reject(fail('request.cancelled')) });
    await expect(cancelled).rejects.toMatchObject({ code: 'request.cancelled' });
  });
});

const bowl = async ({ params, share }: Proposal): Promise<TrialResult> => {
  const [x, y] = [Number(params['x']), Number(params['y'])];
  for (let turn = 0; turn < (x * 1000) % 7; turn++) await new Promise(setImmediate);
  return { scores: [1 - (x - 0.3) ** 2 - (y - 0.8) ** 2 - (1 - share) / 100], seconds: share };
};
const unit = { kind: 'number', low: 0, high: 1, log: false, whole: false } as const;
const proposerOf = (method: SearchMethod): Proposer =>
  createProposer(
    [
      { params: { x: 0.9, y: 0.1 }, space: { x: unit, y: unit } },
      { params: { x: 0.5, y: 0.5 }, space: { x: unit, y: unit } },
    ],
    { method, trials: 40, seed: 3, rows: 2000 },
  );

describe.each(['tpe', 'random', 'halving', 'grid'] as const)('a %s search', (method) => {
  const run = (setup: Setup = {}) =>
    search({ ...setup, proposer: proposerOf(method), evaluate: setup.evaluate ?? bowl });

  it('comes to the same trials for 1, 2 and 4 workers', async () => {
    const alone = await run();
    expect(alone.finished.length).toBeGreaterThan(30);
    for (const parallel of [2, 4]) expect((await run({ parallel })).finished).toEqual(alone.finished);
  });

  it('that was killed goes on with the trial after the last one, and ends as it would have', async () => {
    const whole = await run({ parallel: 2 });
    const known = whole.lines.slice(0, 25);
    const again = await run({ parallel: 2, known });
    expect(again.ran.length).toBe(whole.finished.length - 25);
    expect(again.finished).toEqual(whole.finished);
  });

  it('never tries the same twice', async () => {
    const { finished } = await run();
    const keys = finished.map(({ learner, params, share }) => JSON.stringify([learner, share, params]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it('successive halving ends with the best settings on all rows', async () => {
  const { finished } = await search({ proposer: proposerOf('halving'), evaluate: bowl });
  const shares = [...new Set(finished.map(({ share }) => share))];
  expect(shares).toHaveLength(4);
  expect(shares.at(-1)).toBe(1);
  const sizes = shares.map((share) => finished.filter((trial) => trial.share === share).length);
  expect(sizes).toEqual([40, 14, 5, 2]);
  const settings = (trials: readonly Finished[]): readonly string[] =>
    trials.map(({ params }) => JSON.stringify(params));
  const first = finished.filter(({ share }) => share === shares[0]).sort((a, b) => b.goodness - a.goodness);
  expect(settings(finished.filter(({ share }) => share === 1))).toEqual(settings(first.slice(0, 2)));
});
