import type { TrainingPlan } from './training-plan.ts';
import { argument, eachBlock, factors, slots, type Work } from './workbench.ts';

const weightsAt = ({ weights }: TrainingPlan, row: number): number => (weights === 0 ? 0 : weights + row * 4);

export const logistic: Work = ({ plan, kernels, doubles }, thread, threads) => {
  const largest = plan.perThread + thread * 64;
  doubles.fill(0, largest / 8, largest / 8 + 2);
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.logisticGradients(
      plan.raw + at * 8,
      plan.labels + at * 4,
      weightsAt(plan, at),
      rows,
      plan.gradients + at * 4,
      plan.hessians + at * 4,
      largest,
    ),
  );
};

export const softmaxNorms: Work = ({ plan, kernels }, thread, threads) =>
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.softmaxNorms(
      plan.raw + at * 8,
      plan.rawStride,
      plan.outputs,
      rows,
      plan.tops + at * 8,
      plan.inverses + at * 8,
    ),
  );

export const softmax: Work = (bench, thread, threads) => {
  const { plan, kernels, doubles } = bench;
  const output = argument(bench, slots.output);
  const largest = plan.perThread + thread * 64;
  doubles.fill(0, largest / 8, largest / 8 + 2);
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.softmaxGradients(
      plan.raw + output * plan.rawStride + at * 8,
      plan.tops + at * 8,
      plan.inverses + at * 8,
      plan.labels + at * 4,
      output,
      weightsAt(plan, at),
      rows,
      plan.gradients + at * 4,
      plan.hessians + at * 4,
      largest,
    ),
  );
};

export const quantise: Work = (bench, thread, threads) => {
  const { plan, kernels, doubles } = bench;
  const factor = (slot: number): number => doubles[plan.control / 8 + slot] as number;
  eachBlock(plan.trained, [thread, threads], (at, rows) =>
    kernels.quantise(
      plan.gradients + at * 4,
      plan.hessians + at * 4,
      at,
      rows,
      argument(bench, slots.salt),
      factor(factors.gradient),
      factor(factors.hessian),
      argument(bench, slots.levels),
      plan.packed + at * plan.recordBytes,
      plan.recordBytes,
    ),
  );
};
