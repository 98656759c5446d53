import type { Judged, Proposal, Proposer } from '../../algorithms/search/proposer.ts';
import { canonicalJson } from '../../contract/canonical.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { Failure, toFailureData } from '../../contract/problem.ts';
import { goodness } from './metric.ts';

/** What a trial came to. `scores` holds one a fold, null where the metric is undefined. */
export interface TrialResult {
  readonly scores: readonly (number | null)[];
  readonly seconds: number;
  /** How much the fits used each feature, where that was asked for. */
  readonly use?: Readonly<Record<string, number>>;
  /** Why there are no scores. */
  readonly failure?: { readonly code: string; readonly message: string };
}

export interface Finished extends Judged, TrialResult {
  /** Mean over the folds; null where it is undefined in one of them. */
  readonly score: number | null;
}

export interface TrialsRequest {
  readonly proposer: Proposer;
  readonly metric: string;
  readonly parallel: number;
  readonly signal: AbortSignal;
  /** Lines of an earlier attempt at the same search. */
  readonly known: readonly Json[];
  readonly evaluate: (trial: Proposal) => Promise<TrialResult>;
  readonly remember: (line: JsonObject) => Promise<void>;
  /** Called for each trial in order; answers whether to go on. */
  readonly onFinished: (finished: readonly Finished[]) => boolean;
}

interface Running {
  readonly trial: Proposal;
  readonly result: Promise<TrialResult>;
}

const keyOf = ({ learner, params, share }: Proposal): string =>
  `${learner} ${share === 1 ? '' : `${share} `}${canonicalJson(params)}`;

/**
 * Runs trials side by side but looks at them in order: what is proposed, when it is time to stop, and which is best depend
 * on their order alone, not on which was done first. What was run ahead and is then not needed is not counted.
 */
export const runTrials = async (request: TrialsRequest): Promise<readonly Finished[]> => {
  const { proposer, parallel, onFinished, metric } = request;
  const known = resultsIn(request.known);
  const running: Running[] = [];
  const finished: Finished[] = [];
  let open = true;
  const fill = (): void => {
    while (open && running.length < parallel) {
      const needed = proposer.needs(finished.length + running.length);
      if (needed > finished.length) return;
      const trial = proposer.propose(finished.slice(0, needed));
      if (trial) running.push(begin(trial, known, request));
      else open = false;
    }
  };
  for (;;) {
    fill();
    const next = running.shift();
    if (!next) break;
    const result = await next.result;
    const score = meanOf(result.scores);
    finished.push({ ...next.trial, ...result, score, goodness: goodness(metric, score) });
    if (!onFinished(finished)) break;
  }
  await Promise.allSettled(running.map(({ result }) => result));
  return finished;
};

const begin = (trial: Proposal, known: ReadonlyMap<string, TrialResult>, request: TrialsRequest): Running => {
  const result = Promise.resolve(known.get(keyOf(trial)) ?? remembered(trial, request));
  // It is awaited in its turn; until then nobody listens, and that must not count as a failure nobody handled.
  result.catch(() => undefined);
  return { trial, result };
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

const remembered = async (trial: Proposal, { evaluate, remember, signal }: TrialsRequest): Promise<TrialResult> => {
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
