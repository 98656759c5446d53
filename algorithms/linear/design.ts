import type { Matrix } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import { createArena } from '../kernels/arena.ts';
import type { LinearKernels } from '../kernels/linear-kernels.ts';
import { openLinearKernels } from '../kernels/open-linear-kernels.ts';

/**
 * A matrix with a column of ones behind its features, handed out in blocks of doubles with the column means taken off.
 * Centring costs nothing here and keeps the normal equations well-conditioned. Blocks and what is made of them stand in the
 * memory of the kernels; `scores` and the like are views on it, a block long, for whoever is at work on the current block.
 */
export interface Design {
  readonly rows: number;
  readonly features: number;
  readonly outputs: number;
  /** Index of the column of ones. */
  readonly ones: number;
  /** Features, ones, and zeros up to a multiple of four: loops need no remainder. */
  readonly width: number;
  readonly means: Float64Array;
  readonly blockRows: number;
  readonly kernels: LinearKernels;
  /** Address of the current block, whose rows beyond its end are zeros. */
  readonly block: number;
  /** Outputs × width. */
  readonly coefficients: Float64Array;
  readonly sums: Float64Array;
  readonly scores: readonly Float64Array[];
  readonly values: Float64Array;
  readonly labels: Float64Array;
  readonly weights: Float64Array;
  /** Address of room for two columns. */
  readonly scratch: number;
  /** Width × width each, one a pair of outputs; none where they would be too large for Newton's method. */
  readonly grams: readonly Float64Array[];
  /** Fills the block with rows from `start` on and answers how many there are. */
  load(start: number): number;
}

/** Newton's Hessian has to fit into memory. */
export const mostParameters = 4096;

const notFinite = (x: Matrix, column: number) =>
  fail('train.failed', {
    values: { reason: `the column “${x.columns[column]?.name}” has missing or infinite values` },
  });

const roundedUp = (count: number): number => Math.ceil(count / 4) * 4;

const pairsOf = (outputs: number): number => (outputs * (outputs + 1)) / 2;

/**
 * @param known the column means, where they have been found already
 * @throws train.failed where a value is missing or infinite
 */
export const createDesign = (x: Matrix, outputs: number, known?: Float64Array): Design => {
  const features = x.columns.length;
  const width = roundedUp(features + 1);
  // A block of doubles of about 256 KiB stays in a core's own cache.
  const blockRows = roundedUp(Math.min(1024, Math.max(64, Math.floor(32768 / width))));
  const arena = createArena();
  const doubles = (length: number): number => arena.take(length * Float64Array.BYTES_PER_ELEMENT);
  const at = {
    staging: arena.take(features * blockRows * Float32Array.BYTES_PER_ELEMENT),
    block: doubles(width * blockRows),
    scratch: doubles(2 * blockRows),
    means: doubles(features),
    coefficients: doubles(outputs * width),
    sums: doubles(outputs * width),
    scores: Array.from({ length: outputs }, () => doubles(blockRows)),
    values: doubles(blockRows),
    labels: doubles(blockRows),
    weights: doubles(blockRows),
    grams: Array.from({ length: outputs * width <= mostParameters ? pairsOf(outputs) : 0 }, () =>
      doubles(width * width),
    ),
  };
  const kernels = openLinearKernels(arena.bytes);
  const view = (address: number, length: number): Float64Array => new Float64Array(kernels.buffer, address, length);
  const means = view(at.means, features);
  const about = { kernels, blockRows, width, staging: at.staging, block: at.block, means };
  if (known) means.set(known);
  else findMeans(x, about);
  return {
    rows: x.rows,
    features,
    outputs,
    ones: features,
    width,
    means,
    blockRows,
    kernels,
    block: at.block,
    scratch: at.scratch,
    coefficients: view(at.coefficients, outputs * width),
    sums: view(at.sums, outputs * width),
    scores: at.scores.map((address) => view(address, blockRows)),
    values: view(at.values, blockRows),
    labels: view(at.labels, blockRows),
    weights: view(at.weights, blockRows),
    grams: at.grams.map((address) => view(address, width * width)),
    load: loading(x, about),
  };
};

interface Loading {
  readonly kernels: LinearKernels;
  readonly blockRows: number;
  readonly width: number;
  readonly staging: number;
  readonly block: number;
  readonly means: Float64Array;
}

/** Copies rows to where the kernels reach them and answers how many. */
const staging = (x: Matrix, { kernels, blockRows, staging: at }: Loading): ((start: number) => number) => {
  const floats = new Float32Array(kernels.buffer, at, x.columns.length * blockRows);
  return (start) => {
    const count = Math.min(blockRows, x.rows - start);
    for (let column = 0; column < x.columns.length; column++) {
      const from = column * x.rows + start;
      floats.set(x.data.subarray(from, from + count), column * blockRows);
    }
    return count;
  };
};

const findMeans = (x: Matrix, about: Loading): void => {
  const { kernels, blockRows, means } = about;
  const stage = staging(x, about);
  for (let start = 0; start < x.rows; start += blockRows)
    kernels.columnSums(about.staging, blockRows * 4, x.columns.length, stage(start), means.byteOffset);
  for (const [column, total] of means.entries()) {
    if (!Number.isFinite(total)) throw notFinite(x, column);
    means[column] = x.rows > 0 ? total / x.rows : 0;
  }
};

const loading = (x: Matrix, about: Loading): Design['load'] => {
  const { kernels, blockRows, width, block, means } = about;
  const features = x.columns.length;
  const stage = staging(x, about);
  const ones = new Float64Array(kernels.buffer, block + features * blockRows * 8, (width - features) * blockRows);
  let loaded = -1;
  return (start) => {
    if (start === loaded) return Math.min(blockRows, x.rows - start);
    const count = stage(start);
    loaded = start;
    kernels.centre(about.staging, blockRows * 4, features, count, means.byteOffset, block, blockRows);
    ones.fill(1, 0, count);
    ones.fill(0, count, blockRows);
    return count;
  };
};
