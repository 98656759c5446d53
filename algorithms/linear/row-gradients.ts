import type { Design } from './design.ts';
import type { RowLoss } from './losses.ts';

/** Loss and gradient over all rows, as a function of the coefficients. */
export interface RowGradients {
  /** Answers the loss and fills `gradient`, outputs × width. */
  evaluate(coefficients: Float64Array, gradient: Float64Array): number;
}

/** Scores of the current block to means; answers how many rows it has and what they cost. */
export const blockMeans = (
  design: Design,
  loss: RowLoss,
  start: number,
): { readonly count: number; readonly loss: number } => {
  const { width, blockRows, kernels, scores } = design;
  const count = design.load(start);
  scores.forEach((score, output) => {
    const own = design.coefficients.byteOffset + output * width * Float64Array.BYTES_PER_ELEMENT;
    kernels.scores(design.block, blockRows, width, own, score.byteOffset);
  });
  return { count, loss: loss.means(scores, start, count) };
};

/** Answers the loss of the rows of some blocks at the design's coefficients, and leaves its gradient in the design's sums. */
export const sumBlocks = (design: Design, loss: RowLoss, starts: readonly number[]): number => {
  const { width, blockRows, kernels, scores, values, sums } = design;
  sums.fill(0);
  let total = 0;
  for (const start of starts) {
    const block = blockMeans(design, loss, start);
    total += block.loss;
    for (let output = 0; output < scores.length; output++) {
      loss.residual(scores, output, { start, count: block.count }, values);
      const own = sums.byteOffset + output * width * Float64Array.BYTES_PER_ELEMENT;
      kernels.products(design.block, blockRows, width, values.byteOffset, own);
    }
  }
  return total;
};

/** Where every `step`th block begins. */
export const blockStarts = ({ rows, blockRows }: Design, step = 1): readonly number[] =>
  Array.from({ length: Math.ceil(rows / (blockRows * step)) }, (_, block) => block * blockRows * step);

/** Too few to be worth a second sum. */
const stretchBlocks = 64;

/** Blocks that are summed by themselves: each sum is the same, whichever thread comes to it, and so is the sum of sums. */
export const stretchesOf = (starts: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(starts.length / stretchBlocks) }, (_, stretch) =>
    starts.slice(stretch * stretchBlocks, (stretch + 1) * stretchBlocks),
  );

const add = (into: Float64Array, from: Float64Array): void => {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] as number) + (from[at] as number);
};

/** On this thread. */
export const ownGradients = (design: Design, loss: RowLoss, starts: readonly number[]): RowGradients => ({
  evaluate: (coefficients, gradient) => {
    design.coefficients.set(coefficients);
    gradient.fill(0);
    let total = 0;
    for (const stretch of stretchesOf(starts)) {
      total += sumBlocks(design, loss, stretch);
      add(gradient, design.sums);
    }
    return total;
  },
});
