import type { Matrix } from '../../contract/matrix.ts';
import { matrixOf } from './designs.ts';

const primes = [2, 3, 5, 7, 11, 13, 17, 19];

/** The Friedman function on the lattice of the references: x[i][j] = frac((i + 1 + seed) · √prime_j). */
export const friedman = (rows: number, seed: number): { readonly x: Matrix; readonly y: Float64Array } => {
  const points = Array.from({ length: rows }, (_, row) =>
    primes.map((prime) => Math.fround(((row + 1 + seed) * Math.sqrt(prime)) % 1)),
  );
  const y = Float64Array.from(
    points,
    ([a = 0, b = 0, c = 0, d = 0, e = 0]) => 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e,
  );
  return { x: matrixOf(primes.map(String), points), y };
};

/** A noisy label from the lattice's own fractions. */
export const labelsOf = (y: Float64Array): Float64Array =>
  y.map((value, row) => (value + 8 * (((row + 1) * Math.sqrt(29)) % 1) - 4 > 14 ? 1 : 0));

export const selectRows = (x: Matrix, rows: readonly number[]): Matrix => ({
  ...x,
  rows: rows.length,
  data: Float32Array.from(x.columns.flatMap((_, column) => rows.map((row) => x.data[column * x.rows + row] ?? 0))),
});

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
