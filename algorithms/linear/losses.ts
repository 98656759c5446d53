import type { Design } from './design.ts';

/**
 * What a linear model is fitted to: per block of rows, scores become means (in place) and cost a loss, and means give
 * the derivatives of the loss by the scores. All arrays are `outputs` long lists of block-long arrays.
 */
export interface RowLoss {
  /** Scores to means in place; answers the weighted loss of the rows. */
  means(scores: readonly Float64Array[], start: number, count: number): number;
  /** First derivative by the score of one output, weighted. */
  residual(means: readonly Float64Array[], output: number, rows: BlockRows, into: Float64Array): void;
  /** Second derivative by the scores of two outputs, weighted. */
  curvature(
    means: readonly Float64Array[],
    outputs: readonly [number, number],
    rows: BlockRows,
    into: Float64Array,
  ): void;
}

export interface BlockRows {
  readonly start: number;
  readonly count: number;
}

const weightOf = (weights: Float64Array | undefined, row: number): number => (weights ? (weights[row] as number) : 1);
const only = (lists: readonly Float64Array[], output: number): Float64Array => lists[output] as Float64Array;

/** ½ (score − y)² */
export const squaredLoss = (y: Float64Array, weights?: Float64Array): RowLoss => ({
  means: (scores, start, count) => {
    const score = only(scores, 0);
    let loss = 0;
    for (let row = 0; row < count; row++) {
      const error = (score[row] as number) - (y[start + row] as number);
      loss += 0.5 * weightOf(weights, start + row) * error * error;
    }
    return loss;
  },
  residual: (means, _output, { start, count }, into) => {
    const mean = only(means, 0);
    for (let row = 0; row < count; row++)
      into[row] = weightOf(weights, start + row) * ((mean[row] as number) - (y[start + row] as number));
    into.fill(0, count);
  },
  curvature: (_means, _outputs, { start, count }, into) => {
    for (let row = 0; row < count; row++) into[row] = weightOf(weights, start + row);
    into.fill(0, count);
  },
});

/** ln(1 + e^−±score); `y` is 0 or 1. The scores must be those of the design. */
const logisticLoss = (design: Design, y: Float64Array, weights?: Float64Array): RowLoss => ({
  means: (scores, start, count) => {
    design.labels.set(y.subarray(start, start + count));
    if (weights) design.weights.set(weights.subarray(start, start + count));
    const weighing = weights ? design.weights.byteOffset : 0;
    return design.kernels.logisticMeans(only(scores, 0).byteOffset, design.labels.byteOffset, weighing, count);
  },
  residual: (means, _output, { start, count }, into) => {
    const mean = only(means, 0);
    for (let row = 0; row < count; row++)
      into[row] = weightOf(weights, start + row) * ((mean[row] as number) - (y[start + row] as number));
    into.fill(0, count);
  },
  curvature: (means, _outputs, { start, count }, into) => {
    const mean = only(means, 0);
    for (let row = 0; row < count; row++)
      into[row] = weightOf(weights, start + row) * (mean[row] as number) * (1 - (mean[row] as number));
    into.fill(0, count);
  },
});

/** −ln softmax(scores)[y]; `y` holds codes 0…classes−1. */
const softmaxLoss = (y: Float64Array, classes: number, weights?: Float64Array): RowLoss => ({
  means: (scores, start, count) => {
    let loss = 0;
    for (let row = 0; row < count; row++) {
      let top = Number.NEGATIVE_INFINITY;
      for (let code = 0; code < classes; code++) top = Math.max(top, only(scores, code)[row] as number);
      const own = (only(scores, y[start + row] as number)[row] as number) - top;
      let total = 0;
      for (let code = 0; code < classes; code++) {
        const list = only(scores, code);
        const value = Math.exp((list[row] as number) - top);
        list[row] = value;
        total += value;
      }
      for (let code = 0; code < classes; code++) {
        const list = only(scores, code);
        list[row] = (list[row] as number) / total;
      }
      loss += weightOf(weights, start + row) * (Math.log(total) - own);
    }
    return loss;
  },
  residual: (means, output, { start, count }, into) => {
    const mean = only(means, output);
    for (let row = 0; row < count; row++)
      into[row] = weightOf(weights, start + row) * ((mean[row] as number) - (y[start + row] === output ? 1 : 0));
    into.fill(0, count);
  },
  curvature: (means, [one, two], { start, count }, into) => {
    const first = only(means, one);
    const second = only(means, two);
    for (let row = 0; row < count; row++)
      into[row] =
        weightOf(weights, start + row) * (first[row] as number) * ((one === two ? 1 : 0) - (second[row] as number));
    into.fill(0, count);
  },
});

/** Classes of rows; each of those counted has a row. */
export interface ClassLabels {
  /** Codes 0…classes−1. */
  readonly y: Float64Array;
  readonly classes: number;
  readonly weights: Float64Array | undefined;
}

/** One score for two classes, one a class for more. */
export const classLoss = (design: Design, { y, classes, weights }: ClassLabels): RowLoss =>
  classes === 2 ? logisticLoss(design, y, weights) : softmaxLoss(y, classes, weights);
