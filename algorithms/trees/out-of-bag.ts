import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { classificationScore } from '../metrics/classification-score.ts';
import { regressionScore } from '../metrics/regression-score.ts';
import type { Forest } from './forest-estimator.ts';
import { leafOfRow } from './predict-forest.ts';

/** More rows would cost as much as growing the trees and tell the score no better than to a thousandth. */
const mostRows = 20_000;

/** The rows that are scored: evenly spread. */
export const outOfBagRows = (rows: number): Int32Array => {
  const step = Math.max(1, Math.ceil(rows / mostRows));
  return Int32Array.from({ length: Math.ceil(rows / step) }, (_, at) => at * step);
};

/** Number of the leaf value where each of the rows ends in a tree that did not see it; −1 where it did. */
export const leavesOutOfBag = (tree: Forest, x: Matrix, rows: Int32Array, drawn: Uint8Array): Int32Array => {
  const own = new Float32Array(x.columns.length);
  return rows.map((row) => (drawn[row] === 0 ? leafOfRow(tree, x, row, own) : -1));
};

export interface OutOfBagScore {
  readonly metric: 'accuracy' | 'r2';
  readonly value: number | null;
  readonly rows: number;
}

/** Each row's prediction by the trees that did not see it, added up as the trees come. */
export interface OutOfBag {
  add(leaves: Float64Array, places: Int32Array): void;
  score(): OutOfBagScore;
}

export const createOutOfBag = (data: TrainingData, width: number): OutOfBag => {
  const rows = outOfBagRows(data.x.rows);
  const sums = new Float64Array(rows.length * width);
  const counts = new Float64Array(rows.length);
  const seen = (): number[] => [...counts.keys()].filter((at) => (counts[at] as number) > 0);
  const score = (): OutOfBagScore => {
    const covered = seen();
    const y = Float64Array.from(covered, (at) => data.y[rows[at] as number] as number);
    const values = new Float64Array(covered.length * width);
    covered.forEach((at, index) => {
      for (let stat = 0; stat < width; stat++)
        values[index * width + stat] = (sums[at * width + stat] as number) / (counts[at] as number);
    });
    return data.task === 'classification'
      ? { metric: 'accuracy', value: classificationScore('accuracy', y, values, width), rows: covered.length }
      : { metric: 'r2', value: regressionScore('r2', y, values), rows: covered.length };
  };
  return {
    add: (leaves, places) => {
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number;
        if (place < 0) continue;
        counts[at] = (counts[at] as number) + 1;
        for (let stat = 0; stat < width; stat++)
          sums[at * width + stat] = (sums[at * width + stat] as number) + (leaves[place * width + stat] as number);
      }
    },
    score,
  };
};
