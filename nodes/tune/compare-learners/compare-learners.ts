import type { FoldSet, StepContext } from '../../../contract/context.ts';
import type { Json } from '../../../contract/json.ts';
import { Failure, toFailureData } from '../../../contract/problem.ts';
import type { Learner } from '../../../contract/values.ts';
import { learnerNames } from '../../evaluate/learner-names.ts';
import { goodness } from '../metric.ts';

/** How a learner did. */
export interface Compared {
  readonly learner: Learner;
  /** What it is called, apart from all others. */
  readonly name: string;
  /** One a fold, null where the metric is undefined; none where it failed or took too long. */
  readonly scores: readonly (number | null)[];
  readonly seconds: number;
  /** Why there are no scores. */
  readonly failure?: string;
}

interface Request {
  readonly learners: readonly Learner[];
  readonly folds: FoldSet;
  readonly metric: string;
  /** Seconds; 0 for no cap. */
  readonly timeCap: number;
}

type Result = Omit<Compared, 'learner' | 'name'>;
type Context = Pick<StepContext, 'learning' | 'journal' | 'seed' | 'signal' | 'progress' | 'metric' | 'finding'>;

/** One learner after the other on the same folds, so that their times can be compared; each is written down once it is done. */
export const compareLearners = async (request: Request, ctx: Context): Promise<readonly Compared[]> => {
  const { learners, metric } = request;
  const known = resultsIn(ctx.journal.lines);
  const names = learnerNames(learners);
  const compared: Compared[] = [];
  for (const [index, learner] of learners.entries()) {
    const name = names[index] ?? learner.name;
    ctx.progress(index / learners.length, told(name, compared, request));
    const result = known.get(index) ?? (await scored(learner, request, ctx));
    if (!known.has(index)) await ctx.journal.append({ compared: index, result: result as unknown as Json });
    compared.push({ learner, name, ...result });
    const score = meanOf(result.scores);
    if (score !== null) ctx.metric(metric, index + 1, score);
    if (result.failure)
      ctx.finding({
        code: 'tune.learner-failed',
        severity: 'warning',
        message: `“${name}” is not ranked: ${result.failure}`,
      });
  }
  return compared;
};

/** Null where a fold has none. */
export const meanOf = (scores: readonly (number | null)[]): number | null =>
  scores.length === 0 || scores.some((score) => score === null)
    ? null
    : scores.reduce<number>((sum, score) => sum + (score as number), 0) / scores.length;

const told = (name: string, compared: readonly Compared[], { learners, metric }: Request): string => {
  const scores = compared.map(({ scores: own }) => meanOf(own)).filter((score) => score !== null);
  const best = scores.toSorted((a, b) => goodness(metric, b) - goodness(metric, a))[0];
  const so = best === undefined ? '' : ` · best ${metric} ${Number(best.toPrecision(4))}`;
  return `learner ${compared.length + 1} / ${learners.length}: ${name}${so}`;
};

const scored = async (
  learner: Learner,
  { folds, metric, timeCap }: Request,
  { learning, seed, signal }: Context,
): Promise<Result> => {
  const cap = timeCap > 0 ? AbortSignal.timeout(timeCap * 1000) : undefined;
  try {
    const options = { metric, seed, ...(cap ? { signal: cap } : {}) };
    const scores = await learning.score(learner, learner.params, folds, options);
    return {
      scores: scores.map(({ score }) => (Number.isNaN(score) ? null : score)),
      seconds: scores.reduce((sum, fold) => sum + fold.seconds, 0),
    };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    if (thrown instanceof Failure && thrown.code === 'request.cancelled' && cap?.aborted)
      return { scores: [], seconds: timeCap, failure: `it took longer than ${timeCap} s.` };
    return { scores: [], seconds: 0, failure: toFailureData(thrown).message };
  }
};

const resultsIn = (lines: readonly Json[]): ReadonlyMap<number, Result> => {
  const results = new Map<number, Result>();
  for (const line of lines) {
    const { compared, result } = line as { readonly compared?: unknown; readonly result?: Result };
    if (typeof compared === 'number' && Array.isArray(result?.scores)) results.set(compared, result);
  }
  return results;
};
