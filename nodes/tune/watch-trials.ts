import type { StepContext } from '../../contract/context.ts';
import type { Finished } from './run-trials.ts';

/** The first of equally good ones among those that saw most rows; −1 where none has a score. */
export const bestTrial = (trials: readonly Finished[]): number => {
  let best = -1;
  for (const [index, { score, share, goodness: value }] of trials.entries()) {
    if (score === null) continue;
    const other = trials[best];
    if (!other || share > other.share || (share === other.share && value > other.goodness)) best = index;
  }
  return best;
};

interface Watched {
  /** Trials without a better score after which it is enough; 0 for never. */
  readonly patience: number;
  /** Seconds; 0 for no limit. */
  readonly timeLimit: number;
  readonly metric: string;
  readonly planned: number;
  /** Milliseconds since the search began, earlier attempts included. */
  readonly elapsed: () => number;
}

/** Tells how the search goes, trial by trial in order, and whether to go on. */
export const watchTrials = (
  ctx: StepContext,
  { patience, timeLimit, metric, planned, elapsed }: Watched,
): ((trials: readonly Finished[]) => boolean) => {
  return (trials) => {
    const last = trials.at(-1);
    const best = bestTrial(trials);
    const score = trials[best]?.score ?? null;
    if (last && last.score !== null) ctx.metric('score', trials.length, last.score);
    if (score !== null) ctx.metric('best so far', trials.length, score);
    if (last?.failure)
      ctx.finding({
        code: 'tune.trial-failed',
        severity: 'warning',
        message: `Trial ${trials.length} failed: ${last.failure.message}`,
      });
    const told = score === null ? '' : ` · best ${metric} ${Number(score.toPrecision(4))}`;
    ctx.progress(trials.length / planned, `trial ${trials.length} / ${planned}${told}`);
    const patient = patience === 0 || trials.length - 1 - Math.max(best, 0) < patience;
    const inTime = timeLimit === 0 || elapsed() < timeLimit * 1000;
    return patient && inTime;
  };
};

/** Why no trial has a score. */
export const reasonOf = (trials: readonly Finished[]): string =>
  trials.find(({ failure }) => failure)?.failure?.message.replace(/\.$/, '') ??
  'the metric is undefined in every trial';
