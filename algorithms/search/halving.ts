import { inTurns } from './in-turns.ts';
import { createPointStream } from './point-stream.ts';
import type { Judged, Proposal, ProposalOptions, Proposer, Searched } from './proposer.ts';

/** Of so many one goes on, with so many times the rows. */
const eta = 3;
/** Fewer rows than this tell too little of a setting. */
const fewestRows = 60;

interface Rung {
  readonly first: number;
  readonly size: number;
  readonly share: number;
}

const rungsOf = (trials: number, rows: number): readonly Rung[] => {
  const byTrials = Math.floor(Math.log(Math.max(1, trials)) / Math.log(eta) + 1e-9);
  const byRows = Math.floor(Math.log(Math.max(1, rows / fewestRows)) / Math.log(eta) + 1e-9);
  const steps = Math.max(0, Math.min(byTrials, byRows));
  const rungs: Rung[] = [];
  let first = 0;
  for (let step = 0; step <= steps; step++) {
    const size = Math.ceil(trials / eta ** step);
    rungs.push({ first, size, share: eta ** (step - steps) });
    first += size;
  }
  return rungs;
};

/**
 * Successive halving (Jamieson and Talwalkar 2016): all settings on a small share of the rows, the best third of them on
 * three times as many, and so on until the last few have seen all. `trials` is the number of settings; those that go on are
 * trials again. Only as many rungs as leave 60 rows to the first.
 */
export const createHalvingProposer = (learners: readonly Searched[], options: ProposalOptions): Proposer => {
  const next = inTurns(createPointStream(learners, options), learners.length);
  const settings = Array.from({ length: options.trials }, next).filter((trial) => trial !== undefined);
  const rungs = rungsOf(settings.length, options.rows);
  const last = rungs.at(-1);
  const planned = settings.length === 0 || !last ? 0 : last.first + last.size;
  const rungAt = (at: number): Rung | undefined => rungs.findLast(({ first }) => first <= at);
  let asked = 0;
  let chosen: readonly Proposal[] = settings;
  return {
    planned,
    needs: (at) => rungAt(at)?.first ?? 0,
    propose: (judged) => {
      const at = asked++;
      const rung = rungAt(at);
      if (at >= planned || !rung) return undefined;
      if (at === rung.first && at > 0) chosen = bestOf(judged, rungs[rungs.indexOf(rung) - 1] as Rung, rung.size);
      const trial = chosen[at - rung.first];
      return trial && { learner: trial.learner, params: trial.params, share: rung.share };
    },
  };
};

/** The earlier of two equally good ones goes on. */
const bestOf = (judged: readonly Judged[], { first, size }: Rung, count: number): readonly Judged[] =>
  judged
    .slice(first, first + size)
    .map((trial, index) => ({ trial, index }))
    .sort((a, b) => compare(b.trial.goodness, a.trial.goodness) || a.index - b.index)
    .slice(0, count)
    .map(({ trial }) => trial);

/** −∞ − −∞ is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
