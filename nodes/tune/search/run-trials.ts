import { canonicalJson } from '../../../contract/canonical.ts';
import type { Json, JsonObject } from '../../../contract/json.ts';
import { Failure, toFailureData } from '../../../contract/problem.ts';

export interface Trial {
  /** Which of the learners. */
  readonly learner: number;
  readonly params: JsonObject;
}

/** What a trial came to. `scores` holds one a fold, null where the metric is undefined. */
export interface TrialResult {
  readonly scores: readonly (number | null)[];
  readonly seconds: number;
  /** Why there are no scores. */
  readonly failure?: { readonly code: string; readonly message: string };
}

export interface Finished extends Trial, TrialResult {
  /** Mean over the folds; null where it is undefined in one of them. */
  readonly score: number | null;
}

export interface TrialsRequest {
  readonly trials: readonly Trial[];
  readonly parallel: number;
  readonly signal: AbortSignal;
  /** Lines of an earlier attempt at the same search. */
  readonly known: readonly Json[];
  readonly evaluate: (trial: Trial) => Promise<TrialResult>;
  readonly remember: (line: Json) => Promise<void>;
  /** Called for each trial in order; answers whether to go on. */
  readonly onFinished: (finished: readonly Finished[]) => boolean;
}

const keyOf = ({ learner, params }: Trial): string => `${learner} ${canonicalJson(params)}`;

/**
 * Runs trials side by side but looks at them in order: when it is time to stop, and which is best, depends on their
 * order alone, not on which was done first. What was run ahead and is then not needed is not counted.
 */
export const runTrials = async (request: TrialsRequest): Promise<readonly Finished[]> => {
  const { trials, parallel, signal, evaluate, remember, onFinished } = request;
  const known = resultsIn(request.known);
  const running = new Map<number, Promise<TrialResult>>();
  const start = (index: number): void => {
    const trial = trials[index];
    if (!trial || running.has(index)) return;
    const result = known.get(keyOf(trial)) ?? remembered(trial, evaluate, remember, signal);
    const promise = Promise.resolve(result);
    // It is awaited in its turn; until then nobody listens, and that must not count as a failure nobody handled.
    promise.catch(() => undefined);
    running.set(index, promise);
  };
  const finished: Finished[] = [];
  for (const [index, trial] of trials.entries()) {
    for (let ahead = 0; ahead < parallel; ahead++) start(index + ahead);
    const result = await (running.get(index) as Promise<TrialResult>);
    running.delete(index);
    finished.push({ ...trial, ...result, score: meanOf(result.scores) });
    if (!onFinished(finished)) break;
  }
  await Promise.allSettled(running.values());
  return finished;
};

const meanOf = (scores: readonly (number | null)[]): number | null => {
  if (scores.length === 0) return null;
  let sum = 0;
  for (const score of scores) {
    if (score === null) return null;
    sum += score;
  }
  return sum / scores.length;
};

const remembered = async (
  trial: Trial,
  evaluate: TrialsRequest['evaluate'],
  remember: TrialsRequest['remember'],
  signal: AbortSignal,
): Promise<TrialResult> => {
  let result: TrialResult;
  try {
    result = await evaluate(trial);
  } catch (thrown) {
    if (signal.aborted || (thrown instanceof Failure && thrown.code === 'request.cancelled')) throw thrown;
    const { code, message } = toFailureData(thrown);
    result = { scores: [], seconds: 0, failure: { code, message } };
  }
  await remember({ trial: keyOf(trial), result: result as unknown as Json });
  return result;
};

const resultsIn = (lines: readonly Json[]): ReadonlyMap<string, TrialResult> => {
  const results = new Map<string, TrialResult>();
  for (const line of lines) {
    const { trial, result } = line as { readonly trial?: unknown; readonly result?: TrialResult };
    if (typeof trial === 'string' && Array.isArray(result?.scores)) results.set(trial, result);
  }
  return results;
};
