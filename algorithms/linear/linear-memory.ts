import { mostParameters } from './design.ts';

/**
 * Bytes that a fit needs beside its matrix: the row losses' views, and a Hessian with its factor where Newton's method may
 * be used, else the pairs that L-BFGS remembers.
 */
export const linearMemory = (rows: number, columns: number): number => {
  const width = columns + 4;
  const solver = width <= mostParameters ? 4 * width * width * 8 : 40 * width * 8;
  return rows * 16 + width * 64 * 12 + solver;
};
