import type { Helpers } from '../../contract/fit-threads.ts';
import { type Stretch, type Walk, walkForest } from './walked-forest.ts';

/** What a helper needs to walk some of the rows. */
export interface WalkHelp {
  readonly walk: Walk;
  /** Int32 words that threads share: see `words`. */
  readonly meeting: Int32Array;
}

/** The next stretch that nobody walks yet, and how many have been walked. */
const words = { next: 0, walked: 1 } as const;
const stretchRows = 8192;

/** Fewer rows are walked by one thread: another one has to lay the forest out, too. */
const worthHelp = 2 * stretchRows;

/** A helper that has walked nothing for so long has ended. */
const patience = 20_000;

function* stretchesOf({ walk, meeting }: WalkHelp): Generator<Stretch> {
  const { rows } = walk.x;
  for (;;) {
    const from = Atomics.add(meeting, words.next, 1) * stretchRows;
    if (from >= rows) return;
    yield { from, to: Math.min(rows, from + stretchRows) };
    Atomics.add(meeting, words.walked, 1);
    Atomics.notify(meeting, words.walked);
  }
}

/** What a helper thread does. */
export const helpWalk = (help: WalkHelp): void => walkForest(help.walk, stretchesOf(help));

const sharedCopy = (values: Float64Array): Float64Array => {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
};

/** Whether all rows have been walked; not so where a helper ended on the way. */
const awaitAll = (meeting: Int32Array, stretches: number): boolean => {
  for (;;) {
    const walked = Atomics.load(meeting, words.walked);
    if (walked === stretches) return true;
    if (Atomics.wait(meeting, words.walked, walked, patience) === 'timed-out') return false;
  }
};

/** As `walkForest` for all rows, with helpers: each row is walked by one thread, so the sums do not depend on how many there are. */
export const walkTogether = (walk: Walk, helpers: Helpers): void => {
  const all = [{ from: 0, to: walk.x.rows }];
  if (helpers.count === 0 || walk.x.rows < worthHelp) {
    walkForest(walk, all);
    return;
  }
  const meeting = new Int32Array(new SharedArrayBuffer(8));
  const help: WalkHelp = { walk: { ...walk, sums: sharedCopy(walk.sums) }, meeting };
  helpers.start(() => help);
  helpWalk(help);
  if (awaitAll(meeting, Math.ceil(walk.x.rows / stretchRows))) walk.sums.set(help.walk.sums);
  else walkForest(walk, all);
};
