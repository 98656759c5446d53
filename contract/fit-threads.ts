/** A helper thread, as the fit that started it sees it. */
export interface Helper {
  /** What the helper has posted next; undefined when there is nothing yet. Does not wait. */
  receive(): unknown;
}

/**
 * Threads that help one fit: each calls the learner's `help` with an input of its own. Inputs are copied, but memory that is
 * shared stays shared, and through it they work together. They need some time to start, and a fit that is cancelled takes
 * them along; one that ends or fails has to let its helpers return.
 */
export interface Helpers {
  /** How many may help; 0 for none. */
  readonly count: number;
  /** Starts helpers 0…count−1. */
  start(inputOf: (helper: number) => unknown): readonly Helper[];
}

/** How a helper answers the fit. */
export interface HelpLine {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
}
