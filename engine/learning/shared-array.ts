import { countUnseen } from './unseen-memory.ts';

const shared = (bytes: number): SharedArrayBuffer => {
  countUnseen(bytes);
  return new SharedArrayBuffer(bytes);
};

/** Zeros on shared memory: handed to workers without a copy. */
export const sharedFloats = (length: number): Float32Array =>
  new Float32Array(shared(length * Float32Array.BYTES_PER_ELEMENT));

export const sharedDoubles = (length: number): Float64Array =>
  new Float64Array(shared(length * Float64Array.BYTES_PER_ELEMENT));
