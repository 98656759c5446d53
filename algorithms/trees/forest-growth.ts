import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { openTreeKernels } from '../kernels/open-tree-kernels.ts';
import { createRandom } from '../random/random.ts';
import { drawRows } from './draw-rows.ts';
import { binForest, binsOf, createForestBench, type ForestBench } from './forest-bench.ts';
import { planForest } from './forest-plan.ts';
import type { TreeArrays } from './forest-trees.ts';
import { type GrowOptions, type GrowSetup, growTree } from './grow-tree.ts';
import { leavesOutOfBag, outOfBagRows } from './out-of-bag.ts';
import { targetsOf } from './targets.ts';

/** How all trees of a forest are grown; the same in each thread. */
export interface ForestSetup extends GrowSetup {
  readonly x: Matrix;
  readonly weights: Float64Array | undefined;
  readonly bootstrap: boolean;
  readonly seed: number;
}

export interface GrownArrays extends TreeArrays {
  readonly gains: Float64Array;
  /** Of `outOfBagRows`; none without bootstrap. */
  readonly outOfBag: Int32Array | undefined;
}

/** Bins the rows, in memory for as many threads. `most`: value bins a column. */
export const openForest = (
  data: TrainingData,
  { most, threads, ...options }: GrowOptions & { readonly most: number; readonly threads: number },
  { bootstrap, seed }: Pick<ForestSetup, 'bootstrap' | 'seed'>,
): { readonly bench: ForestBench; readonly setup: ForestSetup } => {
  const { x } = data;
  const bins = binsOf(x, most);
  const targets = targetsOf(data);
  const plan = planForest({
    rows: x.rows,
    columns: x.columns.length,
    classes: targets.classes,
    bins: Math.max(0, ...bins.map(({ edges }) => edges.length + 1)),
    weighted: targets.weights !== undefined,
    threads,
  });
  const bench = createForestBench(plan, openTreeKernels(plan.bytes), 0);
  binForest(bench, x, bins);
  const categories = Uint8Array.from(x.columns, ({ kind }) => (kind === 'category' ? 1 : 0));
  const { values: y, weights, mean } = targets;
  return { bench, setup: { options, bins, categories, mean, x, y, weights, bootstrap, seed } };
};

/** Puts the drawn rows and their values on the desk; answers how many there are. */
const layOut = (bench: ForestBench, { y, mean, weights }: ForestSetup, drawn: Uint8Array): number => {
  const { desk, ints, doubles, bytes, plan } = bench;
  const { values } = desk.stores.all;
  const small = plan.valueShift === 1;
  const list = small ? bytes : doubles;
  const from = small ? values : values / 8;
  const order = desk.order / 4;
  let count = 0;
  for (let row = 0; row < drawn.length; row++) {
    const weight = (drawn[row] as number) * (weights ? (weights[row] as number) : 1);
    if (!(weight > 0)) continue;
    ints[order + count++] = row;
    list[from + 2 * row] = (y[row] as number) - mean;
    list[from + 2 * row + 1] = weight;
  }
  return count;
};

/** Grows tree after tree on one desk; each has a stream of random numbers of its own, so their order does not matter. */
export const createForestGrower = (bench: ForestBench, setup: ForestSetup): ((tree: number) => GrownArrays) => {
  const drawn = new Uint8Array(bench.plan.rows);
  const scored = outOfBagRows(bench.plan.rows);
  const width = Math.max(1, bench.plan.classes);
  return (tree) => {
    const random = createRandom(setup.seed, tree);
    if (setup.bootstrap) drawRows(drawn, random);
    else drawn.fill(1);
    const { nodes, gains } = growTree(bench, setup, layOut(bench, setup, drawn), random);
    const words = nodes.words.values.slice(0, nodes.words.length);
    const masks = nodes.masks.values.slice(0, nodes.masks.length);
    const leaves = nodes.leaves.values.slice(0, nodes.leaves.length);
    const thresholds = new Float32Array(words.buffer);
    const roots = Int32Array.of(0);
    const own = { words, thresholds, masks, leaves, roots, width, categories: setup.categories };
    const outOfBag = setup.bootstrap ? leavesOutOfBag(own, setup.x, scored, drawn) : undefined;
    return { words, masks, leaves, gains, outOfBag };
  };
};
