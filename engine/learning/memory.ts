import { fail } from '../../contract/problem.ts';

export interface MemoryNeed {
  /** Of the learner. */
  readonly title: string;
  /** Rows of all matrices together. */
  readonly rows: number;
  /** Columns as read, and as the learner gets them. */
  readonly columns: number;
  readonly prepared: number;
  /** What the learner needs beside its matrix. */
  readonly learner: number;
  /** How much of that is for its settings: what it would not need with its defaults, for a single row. */
  readonly settings: number;
}

const megabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 2 ** 20)).toLocaleString('en')} MB`;

/** Refuses before anything is allocated, because running out of memory would take the whole engine down. */
export const checkMemory = (need: MemoryNeed, limit: number): void => {
  const matrices = need.rows * (need.columns + need.prepared) * Float32Array.BYTES_PER_ELEMENT;
  const labels = need.rows * 3 * Float64Array.BYTES_PER_ELEMENT;
  const needed = matrices + labels + need.learner;
  if (needed <= limit) return;
  // Fewer rows would not help.
  const code = need.settings > limit / 2 ? 'resource.memory-of-settings' : 'resource.memory';
  throw fail(code, { values: { title: need.title, needed: megabytes(needed), limit: megabytes(limit) } });
};
