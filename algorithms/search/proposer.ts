import type { JsonObject } from '../../contract/json.ts';
import type { SearchSpace } from './search-point.ts';

/** A learner as it was wired, and what of it may be varied. */
export interface Searched {
  readonly params: JsonObject;
  readonly space: SearchSpace;
}

export interface Proposal {
  /** Which of the learners. */
  readonly learner: number;
  readonly params: JsonObject;
  /** Share of each fold's training rows to fit on, 0…1; 1 for all of them. */
  readonly share: number;
}

/** A trial that was run; more `goodness` is better, −∞ where there is no score. */
export interface Judged extends Proposal {
  readonly goodness: number;
  /** How much the fits used each feature, where that was asked for. */
  readonly use?: Readonly<Record<string, number>>;
}

/**
 * Says which trial comes next. What it is told depends on the number of the trial alone, never on which was done first:
 * so a search is the same for any number of workers, and goes on where it was killed.
 */
export interface Proposer {
  /** Most trials there will be. */
  readonly planned: number;
  /** How many of the first trials must be judged before trial `at` (0…) can be proposed; at most `at`. */
  needs(at: number): number;
  /** The next trial, asked for in order; `judged` holds the first `needs(at)`. Undefined where there are no more. */
  propose(judged: readonly Judged[]): Proposal | undefined;
}

export const searchMethods = ['tpe', 'random', 'halving', 'grid'] as const;
export type SearchMethod = (typeof searchMethods)[number];

export interface ProposalOptions {
  readonly method: SearchMethod;
  readonly trials: number;
  readonly seed: number;
  /** Training rows of the smallest fold, which bounds how few of them a trial of successive halving may have. */
  readonly rows: number;
}
