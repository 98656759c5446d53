import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { minimiseQuadraticL1, type QuadraticL1 } from './quadratic-l1.ts';

/** Least squares on a few numbers and categories spread to columns that sum to one, centred and scaled as learners have them. */
const categories = (seed: number, penalty: number, levels: readonly number[]): QuadraticL1 => {
  const random = createRandom(seed);
  const rows = 300;
  const columns: Float64Array[] = [0, 1].map(() => Float64Array.from({ length: rows }, () => random.normal()));
  const y = new Float64Array(rows);
  for (const count of levels) {
    const codes = Array.from({ length: rows }, () => random.below(count));
    for (let level = 0; level < count; level++)
      columns.push(Float64Array.from(codes, (code) => Number(code === level)));
    codes.forEach((code, row) => {
      y[row] = (y[row] as number) + 20_000 * code + 5000 * random.normal();
    });
  }
  const scaled = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
    return column.map((value) => (value - mean) / deviation);
  });
  const dot = (one: Float64Array, two: Float64Array) =>
    one.reduce((sum, value, row) => sum + value * (two[row] ?? 0), 0);
  return {
    matrix: Float64Array.from(scaled.flatMap((one) => scaled.map((two) => dot(one, two)))),
    b: Float64Array.from(scaled, (column) => dot(column, y)),
    l1: new Float64Array(scaled.length).fill(penalty * rows),
  };
};

const costOf = ({ matrix, b, l1 }: QuadraticL1, w: Float64Array): number =>
  w.reduce((sum, value, row) => {
    const product = w.reduce((inner, other, column) => inner + (matrix[row * w.length + column] ?? 0) * other, 0);
    return sum + value * (product / 2 - (b[row] ?? 0)) + (l1[row] ?? 0) * Math.abs(value);
  }, 0);

test.each([
  [1e-3, [4]],
  [1, [5, 3]],
  [100, [6, 2, 4]],
  [3000, [5, 3]],
])('a penalty of %d is at its optimum though columns of categories depend on each other: %j', (penalty, levels) => {
  for (let seed = 1; seed <= 20; seed++) {
    const problem = categories(seed, penalty, levels);
    const { matrix, b, l1 } = problem;
    const { solution, converged } = minimiseQuadraticL1(problem, new Float64Array(b.length), 2000);
    expect(converged).toBe(true);
    solution.forEach((value, row) => {
      const slope = solution.reduce(
        (left, other, column) => left - (matrix[row * b.length + column] ?? 0) * other,
        b[row] ?? 0,
      );
      const limit = l1[row] ?? 0;
      if (value === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(limit * (1 + 1e-6) + 1e-3);
      else expect(Math.abs(slope - limit * Math.sign(value))).toBeLessThan(1e-3);
    });
    expect(costOf(problem, solution)).toBeLessThan(
      costOf(
        problem,
        solution.map((value) => value * 1.01),
      ),
    );
  }
});
