import { type Design, mostParameters } from './design.ts';
import { minimiseLbfgs } from './lbfgs.ts';
import type { RowLoss } from './losses.ts';
import { type Minimum, minimiseNewton, minimiseOnSample } from './newton.ts';
import { createObjective } from './objective.ts';
import { createPenalty } from './penalty.ts';
import type { RowGradients } from './row-gradients.ts';

export interface FitOptions {
  readonly strength: { readonly l1: number; readonly l2: number };
  readonly start: Float64Array;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly signal: AbortSignal;
  /** Where others sum gradients of all rows. */
  readonly gradients?: RowGradients | undefined;
  readonly watch?: (iteration: number, value: number) => boolean;
}

/** Rows that tell the curvature of 28 columns to about 4 %, at a sixteenth of the cost for a million. */
const sampleRows = (parameters: number): number => Math.max(65_536, 200 * parameters);

/** Multiplications a minimiser spends, roughly: seven Hessians and their solutions, or 150 gradients. */
const newtonCost = (rows: number, width: number, outputs: number): number =>
  7 * ((Math.min(rows, 1.2 * sampleRows(width * outputs)) * width ** 2 * outputs * (outputs + 1)) / 4) +
  (7 * (width * outputs) ** 3) / 3;
const gradientCost = (rows: number, width: number, outputs: number): number => 150 * 4 * rows * width * outputs;

/** So much is soon done, and Newton's method finds the optimum to the last digit. */
const soonDone = 2e9;

const newtonPays = ({ rows, width, outputs }: Design): boolean => {
  const cost = newtonCost(rows, width, outputs);
  return width * outputs <= mostParameters && (cost <= soonDone || cost <= gradientCost(rows, width, outputs));
};

/** Minimises loss and penalty: Newton where a Hessian costs little, else L-BFGS. */
export const fitLinearModel = (design: Design, loss: RowLoss, options: FitOptions): Minimum => {
  const { signal, gradients, tolerance, maxIterations } = options;
  const objective = createObjective(design, loss, { signal, gradients });
  const penalty = createPenalty(design, design.outputs, options.strength);
  const shared = { penalty, maxIterations, ...(options.watch ? { watch: options.watch } : {}) };
  if (!newtonPays(design)) return minimiseLbfgs(objective, options.start, { ...shared, tolerance: tolerance * 1e-3 });
  const few = sampleRows(objective.size);
  const exact = { ...shared, tolerance: tolerance * 0.1 };
  if (design.rows < 3 * few) return minimiseNewton(objective, options.start, exact);
  const sample = objective.sampled(few);
  const settings = { penalty, maxIterations, tolerance };
  const rough = minimiseOnSample(objective.sampled(few / 8), options.start, settings);
  const near = minimiseOnSample(sample, rough, settings);
  return minimiseNewton(objective, near, { ...exact, curvatureRows: sample });
};
