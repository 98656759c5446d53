import type { Helpers } from '../../contract/fit-threads.ts';
import type { Matrix } from '../../contract/matrix.ts';
import { joinCrew, leadCrew, openMeeting, type Part } from '../threads/crew.ts';
import { createDesign, type Design } from './design.ts';
import { type ClassLabels, classLoss, type RowLoss } from './losses.ts';
import { blockStarts, type RowGradients, stretchesOf, sumBlocks } from './row-gradients.ts';

/** What a helper needs to sum gradients of some of the rows. */
export interface GradientHelp {
  readonly x: Matrix;
  readonly labels: ClassLabels;
  readonly outputs: number;
  readonly means: Float64Array;
  readonly meeting: Int32Array;
  readonly board: SharedArrayBuffer;
}

/** What threads tell each other: the next stretch that nobody sums yet; the coefficients; loss and gradient of each stretch. */
const boardOf = (board: SharedArrayBuffer, size: number) => {
  const stretches = (board.byteLength / 8 - 1 - size) / (1 + size);
  return {
    next: new Int32Array(board, 0, 1),
    coefficients: new Float64Array(board, 8, size),
    losses: new Float64Array(board, 8 * (1 + size), stretches),
    sums: new Float64Array(board, 8 * (1 + size + stretches), stretches * size),
  };
};

const openBoard = (size: number, stretches: number): SharedArrayBuffer =>
  new SharedArrayBuffer(8 * (1 + size + stretches * (1 + size)));

/** Sums stretches that nobody sums yet, as long as there are any. */
const partOf = (design: Design, loss: RowLoss, shared: SharedArrayBuffer): Part => {
  const size = design.outputs * design.width;
  const board = boardOf(shared, size);
  const stretches = stretchesOf(blockStarts(design));
  return () => {
    design.coefficients.set(board.coefficients);
    for (;;) {
      const at = Atomics.add(board.next, 0, 1);
      const stretch = stretches[at];
      if (!stretch) return;
      board.losses[at] = sumBlocks(design, loss, stretch);
      board.sums.set(design.sums, at * size);
    }
  };
};

/** With fewer cells the helpers would come too late. */
const worthHelp = 2_000_000;

interface Given {
  readonly x: Matrix;
  readonly labels: ClassLabels;
  readonly loss: RowLoss;
  readonly helpers: Helpers | undefined;
}

/** Has `use` done with gradients that helpers sum, too; with none where they would not help. They are let go when it ends. */
export const withHelpers = <T>(
  design: Design,
  { x, labels, loss, helpers }: Given,
  use: (gradients?: RowGradients) => T,
): T => {
  if (!helpers || helpers.count === 0 || x.rows * design.width < worthHelp) return use();
  const { outputs, means } = design;
  const size = outputs * design.width;
  const shared = openBoard(size, stretchesOf(blockStarts(design)).length);
  const board = boardOf(shared, size);
  const meeting = openMeeting();
  const crew = leadCrew(meeting, partOf(design, loss, shared));
  helpers.start((): GradientHelp => ({ x, labels, outputs, means: means.slice(), meeting, board: shared }));
  const evaluate: RowGradients['evaluate'] = (coefficients, gradient) => {
    board.coefficients.set(coefficients);
    Atomics.store(board.next, 0, 0);
    crew.run(0, false);
    gradient.fill(0);
    for (let from = 0; from < board.sums.length; from += size)
      for (let at = 0; at < size; at++) gradient[at] = (gradient[at] as number) + (board.sums[from + at] as number);
    return board.losses.reduce((sum, one) => sum + one, 0);
  };
  try {
    return use({ evaluate });
  } finally {
    crew.close();
  }
};

/** What a helper thread does. */
export const helpGradients = (input: unknown): void => {
  const { x, labels, outputs, means, meeting, board } = input as GradientHelp;
  const design = createDesign(x, outputs, means);
  joinCrew(meeting, partOf(design, classLoss(design, labels), board));
};
