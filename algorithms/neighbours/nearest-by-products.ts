import { createArena } from '../kernels/arena.ts';
import { openNetworkKernels } from '../kernels/open-network-kernels.ts';
import { FoundNeighbours, type Neighbours } from './found-neighbours.ts';
import type { KdTree } from './kd-tree.ts';

const questionsAtOnce = 128;
const pointsAtOnce = 2048;

/** Relative error of adding up one more product in float32, and a little. */
const roundingOfProduct = 6.5e-8;

const squaredSizes = (rows: Float32Array, dimensions: number): Float64Array => {
  const sizes = new Float64Array(rows.length / dimensions);
  for (let at = 0; at < rows.length; at++) {
    const row = Math.floor(at / dimensions);
    sizes[row] = (sizes[row] as number) + (rows[at] as number) ** 2;
  }
  return sizes;
};

const squaredDistance = (a: Float32Array, from: number, b: Float32Array, other: number, dimensions: number): number => {
  let distance = 0;
  for (let side = 0; side < dimensions; side++) {
    const difference = (a[from + side] as number) - (b[other + side] as number);
    distance += difference * difference;
  }
  return distance;
};

const openProducts = (dimensions: number) => {
  const arena = createArena();
  const at = {
    questions: arena.take(questionsAtOnce * dimensions * 4),
    points: arena.take(pointsAtOnce * dimensions * 4),
    turned: arena.take(pointsAtOnce * dimensions * 4),
    products: arena.take(questionsAtOnce * pointsAtOnce * 4),
  };
  const kernels = openNetworkKernels(arena.bytes);
  const floats = new Float32Array(kernels.buffer);
  const row = dimensions * 4;
  return {
    ask: (questions: Float32Array): void => floats.set(questions, at.questions / 4),
    /** Products of all questions and some points: `count` a question. */
    multiply: (questions: number, points: Float32Array, count: number): Float32Array => {
      floats.set(points, at.points / 4);
      kernels.transpose(at.points, count, dimensions, at.turned);
      const products = floats.subarray(at.products / 4, at.products / 4 + questions * count);
      products.fill(0);
      const [a, b, to] = [at.questions, at.turned, at.products];
      kernels.addProduct(a, row, 4, b, count * 4, to, count * 4, questions, dimensions, count);
      return products;
    },
  };
};

/**
 * The `k` points nearest to each question by their squared Euclidean distance |q|² + |p|² − 2 q·p, for spaces in which trees
 * of boxes help no more. Products in float32 only rule points out, by their largest error; the others' distances are taken
 * exactly, so what is found is what a tree finds.
 * @param questions row-major
 * @param take is given each question's neighbours, in their order; they are valid until it returns
 */
export const nearestByProducts = (
  { points, rows, dimensions }: KdTree,
  { questions, k }: { readonly questions: Float32Array; readonly k: number },
  take: (question: number, found: Neighbours) => void,
): void => {
  const products = openProducts(dimensions);
  const certain = 1 - (dimensions + 2) * roundingOfProduct;
  const pointSizes = squaredSizes(points, dimensions);
  const questionSizes = squaredSizes(questions, dimensions);
  const compare = (found: FoundNeighbours, question: number, from: number, own: Float32Array): void => {
    const size = (questionSizes[question] as number) * certain;
    let reach = found.reach - size;
    for (let at = 0; at < own.length; at++) {
      const place = from + at;
      if ((pointSizes[place] as number) * certain - 2 * (own[at] as number) > reach) continue;
      const distance = squaredDistance(points, place * dimensions, questions, question * dimensions, dimensions);
      found.offer(place, distance);
      reach = found.reach - size;
    }
  };
  for (let first = 0; first < questionSizes.length; first += questionsAtOnce) {
    const asked = Math.min(questionsAtOnce, questionSizes.length - first);
    const found = Array.from({ length: asked }, () => new FoundNeighbours(k, rows));
    products.ask(questions.subarray(first * dimensions, (first + asked) * dimensions));
    for (let from = 0; from < rows.length; from += pointsAtOnce) {
      const count = Math.min(pointsAtOnce, rows.length - from);
      const block = points.subarray(from * dimensions, (from + count) * dimensions);
      const made = products.multiply(asked, block, count);
      for (const [at, own] of found.entries())
        compare(own, first + at, from, made.subarray(at * count, (at + 1) * count));
    }
    for (const [at, own] of found.entries()) take(first + at, own);
  }
};
