import type { Helper, Helpers, HelpLine } from '../../contract/fit-threads.ts';
import { treesModule, wasmTreeKernels } from '../kernels/wasm-tree-kernels.ts';
import { createForestBench, type ForestBench } from './forest-bench.ts';
import { createForestGrower, type ForestSetup, type GrownArrays } from './forest-growth.ts';
import type { ForestPlan } from './forest-plan.ts';

/** What a helper needs to grow trees of a forest. */
export interface ForestHelp {
  readonly memory: WebAssembly.Memory;
  readonly plan: ForestPlan;
  readonly thread: number;
  readonly setup: ForestSetup;
  readonly trees: number;
}

interface GrownTree {
  readonly tree: number;
  readonly grown: GrownArrays;
}

/** Int32 words at `plan.control`: the next tree that nobody grows yet, and how many helpers have grown. */
const words = { next: 0, grown: 1 } as const;

const nextTree = ({ ints, plan }: ForestBench): number => Atomics.add(ints, plan.control / 4 + words.next, 1);

/** Grows trees until there are none left. */
export const growWithOthers = ({ memory, plan, thread, setup, trees }: ForestHelp, line: HelpLine): void => {
  const module = treesModule();
  if (!module) return;
  const bench = createForestBench(plan, wasmTreeKernels(module, memory), thread);
  const grow = createForestGrower(bench, setup);
  for (let tree = nextTree(bench); tree < trees; tree = nextTree(bench)) {
    const grown = grow(tree);
    const { words: nodes, masks, leaves, gains, outOfBag } = grown;
    const buffers = [nodes, masks, leaves, gains, ...(outOfBag ? [outOfBag] : [])].map(({ buffer }) => buffer);
    const message: GrownTree = { tree, grown };
    line.post(message, buffers as ArrayBuffer[]);
    Atomics.add(bench.ints, plan.control / 4 + words.grown, 1);
    Atomics.notify(bench.ints, plan.control / 4 + words.grown);
  }
};

/** A helper that has said nothing for so long, and for ten times as long as a tree takes, has ended: its trees are grown here. */
const patience = 20_000;

const startHelpers = (bench: ForestBench, setup: ForestSetup, trees: number, helpers: Helpers): readonly Helper[] => {
  const { memory } = bench.kernels;
  if (!memory) return [];
  return helpers.start((helper): ForestHelp => ({ memory, plan: bench.plan, thread: helper + 1, setup, trees }));
};

/** Grows all trees, with helpers, and hands them over in their order. */
export const growForest = (
  { bench, setup }: { readonly bench: ForestBench; readonly setup: ForestSetup },
  { trees, helpers, signal }: { readonly trees: number; readonly helpers: Helpers; readonly signal: AbortSignal },
  take: (grown: GrownArrays) => void,
): void => {
  const started = startHelpers(bench, setup, trees, helpers);
  const grow = createForestGrower(bench, setup);
  const waiting = new Map<number, GrownArrays>();
  const at = bench.plan.control / 4 + words.grown;
  let done = 0;
  const collect = (): void => {
    for (const helper of started)
      for (let message = helper.receive(); message; message = helper.receive()) {
        const { tree, grown } = message as GrownTree;
        if (tree >= done) waiting.set(tree, grown);
      }
    for (let grown = waiting.get(done); grown; grown = waiting.get(done)) {
      waiting.delete(done++);
      take(grown);
    }
  };
  try {
    while (done < trees) {
      signal.throwIfAborted();
      const tree = nextTree(bench);
      if (tree < trees) waiting.set(tree, grow(tree));
      const known = Atomics.load(bench.ints, at);
      const before = done;
      collect();
      if (tree < trees || done > before || done === trees) continue;
      const slept = Atomics.wait(bench.ints, at, known, patience);
      if (slept === 'timed-out') waiting.set(done, grow(done));
    }
  } finally {
    // Nobody begins another tree.
    Atomics.store(bench.ints, bench.plan.control / 4 + words.next, trees);
  }
};
