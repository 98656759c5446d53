import type { Design } from './design.ts';
import type { RowLoss } from './losses.ts';
import { blockMeans, blockStarts, ownGradients, type RowGradients } from './row-gradients.ts';

/**
 * Loss of a linear model over all rows, or over a sample of blocks, as a function of its coefficients:
 * output by output, `width` each, in the order of the design's columns.
 */
export interface Objective {
  readonly size: number;
  /** Share of the rows that are looked at. */
  readonly share: number;
  /** Answers the loss and fills `gradient`. */
  evaluate(coefficients: Float64Array, gradient: Float64Array): number;
  /** Symmetric, row-major, both triangles. */
  hessian(coefficients: Float64Array): Float64Array;
  /** The same objective on about this many rows, in chunks from all over the data. */
  sampled(rows: number): Objective;
}

interface Looking {
  readonly signal: AbortSignal;
  /** Where others sum gradients of all rows. */
  readonly gradients?: RowGradients | undefined;
  /** Each how manieth block is looked at; all where absent. */
  readonly step?: number;
}

/** The design's views hold one evaluation at a time; objectives of one design take turns. */
export const createObjective = (design: Design, loss: RowLoss, looking: Looking): Objective => {
  const { width, blockRows, kernels, scores, values, grams } = design;
  const { signal, step = 1 } = looking;
  const outputs = scores.length;
  const size = outputs * width;
  const starts = blockStarts(design, step);
  const gradients = looking.gradients ?? ownGradients(design, loss, starts);

  const evaluate = (coefficients: Float64Array, gradient: Float64Array): number => {
    const total = gradients.evaluate(coefficients, gradient);
    signal.throwIfAborted();
    return total;
  };

  const hessian = (coefficients: Float64Array): Float64Array => {
    const pairs = pairsOf(outputs);
    design.coefficients.set(coefficients);
    for (const gram of grams) gram.fill(0);
    for (const start of starts) {
      const { count } = blockMeans(design, loss, start);
      pairs.forEach((pair, index) => {
        loss.curvature(scores, pair, { start, count }, values);
        const gram = grams[index] as Float64Array;
        kernels.gram(design.block, blockRows, width, values.byteOffset, design.scratch, gram.byteOffset);
      });
      signal.throwIfAborted();
    }
    return assembled(pairs, grams, width, size);
  };

  return {
    size,
    share: Math.min(1, (starts.length * blockRows) / Math.max(1, design.rows)),
    evaluate,
    hessian,
    sampled: (rows) =>
      createObjective(design, loss, {
        signal,
        step: Math.max(1, Math.floor(design.rows / Math.max(rows, blockRows))),
      }),
  };
};

const pairsOf = (outputs: number): readonly (readonly [number, number])[] =>
  Array.from({ length: outputs }, (_, one) => Array.from({ length: one + 1 }, (__, two) => [one, two] as const)).flat();

/** Puts the Grams of output pairs into one matrix. Only the lower triangle of each Gram is filled. */
const assembled = (
  pairs: readonly (readonly [number, number])[],
  grams: readonly Float64Array[],
  width: number,
  size: number,
): Float64Array => {
  const matrix = new Float64Array(size * size);
  pairs.forEach(([one, two], index) => {
    const gram = grams[index] as Float64Array;
    for (let row = 0; row < width; row++)
      for (let column = 0; column < width; column++) {
        const value = gram[Math.max(row, column) * width + Math.min(row, column)] as number;
        matrix[(one * width + row) * size + two * width + column] = value;
        matrix[(two * width + column) * size + one * width + row] = value;
      }
  });
  return matrix;
};
