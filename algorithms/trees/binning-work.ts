import { matrixColumn } from '../../contract/matrix.ts';
import { binEdges } from './bin-edges.ts';
import { binGroup } from './bin-group.ts';
import { countingOf, eachBlock, type Work } from './workbench.ts';

/** Finds the edges of every so many-th column by its training values, and puts all its values into bins. */
export const bin: Work = (bench, thread, threads) => {
  const { plan, floats, matrices } = bench;
  const [training] = matrices;
  for (let column = thread; column < plan.columns; column += threads) {
    const from = plan.edges / 4 + column * 256;
    floats.fill(Number.POSITIVE_INFINITY, from, from + 256);
    if (training?.columns[column]?.kind === 'number') floats.set(binEdges(matrixColumn(training, column)), from);
    const bins = plan.bins + column * plan.binsStride;
    binGroup(bench, { first: column, columns: 1, shift: 0, bins }, countingOf(bench, thread));
  }
};

/** The bins again, row by row. */
export const record: Work = ({ plan, kernels }, thread, threads) =>
  eachBlock(plan.rows, [thread, threads], (at, rows) =>
    kernels.fillRecords(
      plan.bins + at,
      plan.binsStride,
      plan.columns,
      rows,
      plan.records + at * plan.recordBytes,
      plan.recordBytes,
    ),
  );
