import { expect, test } from 'vitest';
import { openTreeKernels } from '../kernels/open-tree-kernels.ts';
import { createRandom } from '../random/random.ts';
import { meanBinaryLogLoss } from './boosting-loss.ts';
import { logLossOf } from './losses.ts';
import { planTraining } from './training-plan.ts';
import { createWorkbench } from './workbench.ts';

test('the mean log loss of two classes is the mean of the rows’ losses, certain and infinite ones among them', () => {
  const random = createRandom(5);
  const rows = 3001;
  const raw = Float64Array.from({ length: rows }, (_, row) => random.normal() * (row % 10 === 0 ? 300 : 3));
  const y = Float64Array.from({ length: rows }, () => random.below(2));
  const size = { trained: rows, held: 0, columns: 1, outputs: 1, maxLeaves: 2, weighted: false, threads: 1 };
  const plan = planTraining(size);
  const bench = createWorkbench(plan, openTreeKernels(plan.bytes), []);
  bench.doubles.set(raw, plan.raw / 8);
  bench.floats.set(y, plan.labels / 4);
  for (const [stretch, step] of [
    [512, 512],
    [64, 448],
    [3, 5],
  ] as const) {
    const chosen = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => row >= 10 && (row - 10) % step < stretch,
    );
    const sum = chosen.reduce((total, row) => total + logLossOf([raw[row] as number], y[row] as number), 0);
    const mean = meanBinaryLogLoss(bench, { from: 10, to: rows, rows: stretch, step });
    expect(Math.abs(mean - sum / chosen.length)).toBeLessThan(1e-7);
  }
  expect(meanBinaryLogLoss(bench, { from: 4, to: 4, rows: 512, step: 512 })).toBe(0);
});
