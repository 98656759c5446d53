import type { Helpers } from '../../contract/fit-threads.ts';
import { fail } from '../../contract/problem.ts';

/**
 * Several threads that do one piece of work after the other together. Int32 words that they share, where they meet:
 * the order under way (its number, the piece of work and how many do it, in one word, so that nobody sees half of it), how
 * many have done their part, and how many helpers have come so far.
 */
const words = { order: 0, done: 1, joined: 2 } as const;

const stop = 255;
const orderOf = (count: number, work: number, threads: number): number =>
  ((count & 0x7fff) << 16) | (work << 8) | threads;

/** Waking a thread takes some 50 µs, as long as a small piece of work: they look so often before they sleep. */
const looks = 4000;

/** Waits until the word is another one and answers it; answers the same one after so many milliseconds. */
const awaitChange = (ints: Int32Array, word: number, known: number, patience = Number.POSITIVE_INFINITY): number => {
  for (let look = 0; look < looks; look++) {
    const now = Atomics.load(ints, word);
    if (now !== known) return now;
  }
  for (;;) {
    const waited = Atomics.wait(ints, word, known, patience);
    const now = Atomics.load(ints, word);
    if (now !== known || waited === 'timed-out') return now;
  }
};

/** Does the part of a piece of work that falls to one of so many threads. */
export type Part = (work: number, thread: number, threads: number) => void;

export interface Crew {
  /** Does a piece of work, with the helpers that have come unless `alone`; answers how many threads there were. */
  run(work: number, alone: boolean): number;
  /** Lets the helpers go. */
  close(): void;
}

/** A piece of work takes less than a second; a helper that is not done after so long has ended. */
const patience = 120_000;
const lost = 'a thread that helped has ended, perhaps for want of memory; try again with fewer rows or columns';

/** Where a crew meets. Not in the memory they work on: who leaves late must not read what stands there next. */
export const openMeeting = (): Int32Array => new Int32Array(new SharedArrayBuffer(64));

/** The thread that leads. */
export const leadCrew = (meeting: Int32Array, part: Part): Crew => {
  let count = 0;
  const tell = (work: number, threads: number): void => {
    count++;
    Atomics.store(meeting, words.order, orderOf(count, work, threads));
    Atomics.notify(meeting, words.order);
  };
  return {
    run: (work, alone) => {
      const threads = alone ? 1 : 1 + Atomics.load(meeting, words.joined);
      if (threads > 1) {
        Atomics.store(meeting, words.done, 0);
        tell(work, threads);
      }
      part(work, 0, threads);
      for (let done = 0; done < threads - 1; ) {
        const now = awaitChange(meeting, words.done, done, patience);
        if (now === done) throw fail('train.failed', { values: { reason: lost } });
        done = now;
      }
      return threads;
    },
    close: () => tell(stop, 255),
  };
};

/** A thread that helps until it is let go. */
export const joinCrew = (meeting: Int32Array, part: Part): void => {
  // Read before joining: the first order that counts on this thread comes later.
  let known = Atomics.load(meeting, words.order);
  if (((known >> 8) & 255) === stop) return;
  const thread = Atomics.add(meeting, words.joined, 1) + 1;
  for (;;) {
    known = awaitChange(meeting, words.order, known);
    const work = (known >> 8) & 255;
    const threads = known & 255;
    if (work === stop) return;
    if (thread >= threads) continue;
    part(work, thread, threads);
    Atomics.add(meeting, words.done, 1);
    Atomics.notify(meeting, words.done);
  }
};

export const noHelpers: Helpers = { count: 0, start: () => [] };
