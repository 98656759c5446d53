import { expect, it } from 'vitest';
import type { TrainingData } from '../../contract/matrix.ts';
import { openTreeKernels } from '../kernels/open-tree-kernels.ts';
import { createRandom } from '../random/random.ts';
import { binForest, createForestBench } from './forest-bench.ts';
import { createForestGrower, openForest } from './forest-growth.ts';
import { planForest } from './forest-plan.ts';

const rows = 3000;
const columns = 9;

/** Numbers with gaps and a category of seven levels; y depends on three of them. */
const dataOf = (task: TrainingData['task'], weighted: boolean, values: number): TrainingData => {
  const random = createRandom(3);
  const data = Float32Array.from({ length: rows * columns }, (_, at) => {
    if (at < rows) return at % 7;
    return random.below(20) === 0 ? Number.NaN : random.below(values);
  });
  const at = (row: number, column: number): number => data[column * rows + row] || 0;
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const sum = at(row, 0) * 30 + at(row, 1) + at(row, 2) + random.below(50);
    return task === 'classification' ? Math.floor(sum) % 3 : sum / 7;
  });
  return {
    task,
    classes: task === 'classification' ? ['a', 'b', 'c'] : [],
    x: {
      rows,
      columns: Array.from({ length: columns }, (_, column) =>
        column === 0
          ? { name: 'c0', kind: 'category' as const, levels: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }
          : { name: `c${column}`, kind: 'number' as const, levels: [] },
      ),
      data,
    },
    y,
    ...(weighted ? { weights: Float64Array.from(y, (_, row) => 1 + (row % 3)) } : {}),
  };
};

const growth = { threads: 1, columnsPerNode: 4, minLeaf: 1, maxDepth: Number.POSITIVE_INFINITY };

it.each([
  { task: 'classification', weighted: false, values: 100 },
  { task: 'classification', weighted: true, values: 100 },
  { task: 'regression', weighted: false, values: 100 },
  { task: 'regression', weighted: true, values: 2000 },
] as const)(
  'a tree is the same where the rows of its deep nodes are brought near: $task, weighted $weighted, $values values',
  ({ task, weighted, values }) => {
    const data = dataOf(task, weighted, values);
    const { bench, setup } = openForest(
      data,
      { ...growth, most: values > 255 ? 50_000 : 255 },
      { bootstrap: true, seed: 5 },
    );
    const far = createForestGrower(bench, setup)(0);
    expect(bench.desk.stores.near).toBeUndefined();
    expect(far.words.length).toBeGreaterThan(1000);
    for (const columnBytes of [2 ** 30, 0]) {
      const plan = planForest(bench.plan, { nearBytes: 6000, columnBytes });
      const near = createForestBench(plan, openTreeKernels(plan.bytes), 0);
      binForest(near, data.x, setup.bins);
      expect(near.desk.stores.near?.room).toBeGreaterThan(50);
      expect(plan.columnBins.length > 0).toBe(columnBytes > 0 && values <= 255);
      expect(createForestGrower(near, setup)(0)).toEqual(far);
    }
  },
);

it('forests of thousands of columns have their bins once, and so fit an address of 32 bits twice as long', () => {
  const size = { columns: 1000, classes: 2, bins: 255, weighted: false, threads: 2 };
  expect(planForest({ ...size, rows: 1_000_000 }).columnBins).toHaveLength(1000);
  const large = planForest({ ...size, rows: 3_000_000 });
  expect(large.columnBins).toHaveLength(0);
  expect(large.bytes).toBeLessThan(2 ** 32);
});
