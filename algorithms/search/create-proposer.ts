import { assertNever } from '../../contract/assert-never.ts';
import { createHalvingProposer } from './halving.ts';
import { inTurns } from './in-turns.ts';
import { createPointStream } from './point-stream.ts';
import type { ProposalOptions, Proposer, Searched } from './proposer.ts';
import { createTpeProposer } from './tpe.ts';

/** Trials of a search by one of the methods, no two alike. Each learner is tried as it was wired first. */
export const createProposer = (learners: readonly Searched[], options: ProposalOptions): Proposer => {
  switch (options.method) {
    case 'random':
    case 'grid':
      return knownBeforehand(learners, options);
    case 'tpe':
      return createTpeProposer(learners, options);
    case 'halving':
      return createHalvingProposer(learners, options);
    default:
      return assertNever(options.method);
  }
};

const knownBeforehand = (learners: readonly Searched[], options: ProposalOptions): Proposer => {
  const next = inTurns(createPointStream(learners, options), learners.length);
  const trials = Array.from({ length: options.trials }, next).filter((trial) => trial !== undefined);
  let at = 0;
  return { planned: trials.length, needs: () => 0, propose: () => trials[at++] };
};
