import type { Helpers } from '../../contract/fit-threads.ts';
import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { giveMemory, takeMemory } from '../kernels/kept-memory.ts';
import { openTreeKernels } from '../kernels/open-tree-kernels.ts';
import { treesModule, wasmTreeKernels } from '../kernels/wasm-tree-kernels.ts';
import { joinCrew, leadCrew, openMeeting, type Part } from '../threads/crew.ts';
import type { Run } from './growing-tree.ts';
import type { TrainingPlan } from './training-plan.ts';
import { type WorkName, works } from './training-work.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

/** What a helper needs to do its part of boosting. */
export interface TrainingHelp {
  readonly memory: WebAssembly.Memory;
  readonly plan: TrainingPlan;
  readonly matrices: readonly Matrix[];
  readonly meeting: Int32Array;
}

export interface TrainingCrew {
  readonly bench: Workbench;
  readonly run: Run;
  /** All work is done: the memory may serve the next fit. */
  finish(): void;
  /** Lets the helpers go. */
  close(): void;
}

const names = Object.keys(works) as readonly WorkName[];

const partOf =
  (bench: Workbench): Part =>
  (work, thread, threads) =>
    works[names[work] as WorkName](bench, thread, threads);

/** The memory of a fit, and the threads that work on it. */
export const openTraining = (plan: TrainingPlan, data: TrainingData, helpers: Helpers): TrainingCrew => {
  const matrices = data.validation ? [data.x, data.validation.x] : [data.x];
  const bench = createWorkbench(plan, openTreeKernels(plan.bytes, takeMemory), matrices);
  const { memory } = bench.kernels;
  const meeting = openMeeting();
  const crew = leadCrew(meeting, partOf(bench));
  if (memory) helpers.start((): TrainingHelp => ({ memory, plan, matrices, meeting }));
  return {
    bench,
    run: (work, alone = false) => crew.run(names.indexOf(work), alone),
    finish: () => void (memory && giveMemory(memory)),
    close: crew.close,
  };
};

/** What a helper thread does. */
export const trainWithOthers = ({ memory, plan, matrices, meeting }: TrainingHelp): void => {
  const module = treesModule();
  if (!module) return;
  const bench = createWorkbench(plan, wasmTreeKernels(module, memory), matrices);
  joinCrew(meeting, partOf(bench));
};
