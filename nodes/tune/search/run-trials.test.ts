import { describe, expect, it } from 'vitest';
import type { Json } from '../../../contract/json.ts';
import { fail } from '../../../contract/problem.ts';
import { type Finished, runTrials, type Trial, type TrialResult } from './run-trials.ts';

const trials: readonly Trial[] = Array.from({ length: 12 }, (_, at) => ({ learner: 0, params: { at } }));
const at = ({ params }: Trial): number => Number(params['at']);

interface Setup {
  readonly parallel?: number;
  readonly known?: readonly Json[];
  readonly evaluate?: (trial: Trial) => Promise<TrialResult>;
  readonly stopAfter?: number;
  readonly signal?: AbortSignal;
}

/** Trials with an even number take many turns of the event loop, so that those behind them are done first. */
const slowly = async (trial: Trial): Promise<TrialResult> => {
  for (let turn = 0; turn < (at(trial) % 2 === 0 ? 40 : 1); turn++) await new Promise(setImmediate);
  return { scores: [at(trial), at(trial) + 2], seconds: 1 };
};

const search = async ({ parallel = 1, known = [], evaluate = slowly, stopAfter = 99, signal }: Setup = {}) => {
  const lines: Json[] = [];
  const ran: number[] = [];
  const seen: number[] = [];
  const finished = await runTrials({
    trials,
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
