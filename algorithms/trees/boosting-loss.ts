import type { Boosting } from './boosting-state.ts';
import { logLossOf } from './losses.ts';
import type { Workbench } from './workbench.ts';

/** Stretches of so many rows, as far apart as `step` says. */
interface Stretches {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly step: number;
}

/** Factors of at most 2 whose product is far from overflow. */
const factorsAtOnce = 512;
/** Rows next to each other of a sample. */
const sampledAtOnce = 64;

const eachStretch = ({ from, to, rows, step }: Stretches, visit: (start: number, count: number) => void): void => {
  for (let start = from; start < to; start += step) visit(start, Math.min(rows, to - start));
};

/** Mean log loss of two classes: sums of logarithms as logarithms of products, of which there are few. */
export const meanBinaryLogLoss = ({ plan, kernels, doubles }: Workbench, stretches: Stretches): number => {
  const sum = plan.perThread / 8;
  doubles[sum] = 0;
  let total = 0;
  let rows = 0;
  eachStretch(stretches, (start, count) => {
    total += Math.log(kernels.logLoss(plan.raw + start * 8, plan.labels + start * 4, count, plan.perThread));
    rows += count;
  });
  return rows > 0 ? (total + (doubles[sum] as number)) / rows : 0;
};

const meanLoss = ({ bench, loss, raw, y, weights, outputs }: Boosting, stretches: Stretches): number => {
  if (!loss && outputs === 1 && !weights) return meanBinaryLogLoss(bench, stretches);
  const own = new Float64Array(outputs);
  let total = 0;
  let weight = 0;
  eachStretch(stretches, (start, count) => {
    for (let row = start; row < start + count; row++) {
      const each = weights ? (weights[row] as number) : 1;
      for (let output = 0; output < outputs; output++) own[output] = (raw[output] as Float64Array)[row] as number;
      total += each * (loss ? loss.value(own[0] as number, y[row] as number) : logLossOf(own, y[row] as number));
      weight += each;
    }
  });
  return weight > 0 ? total / weight : 0;
};

/** Curves are of at most about so many training rows; validation rows all count, as they decide when to stop. */
const curveRows = 20_000;

export const trainingLoss = (boosting: Boosting): number => {
  const { trained } = boosting.bench.plan;
  const all = { from: 0, to: trained, rows: factorsAtOnce, step: factorsAtOnce };
  const apart = Math.ceil(trained / curveRows);
  return meanLoss(boosting, apart > 1 ? { ...all, rows: sampledAtOnce, step: sampledAtOnce * apart } : all);
};

export const validationLoss = (boosting: Boosting): number | undefined => {
  const { trained, rows } = boosting.bench.plan;
  if (rows === trained) return undefined;
  return meanLoss(boosting, { from: trained, to: rows, rows: factorsAtOnce, step: factorsAtOnce });
};
