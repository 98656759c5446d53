import type { Matrix, TrainingData } from '../../contract/matrix.ts';
import { classificationScore } from '../metrics/classification-score.ts';
import { regressionScore } from '../metrics/regression-score.ts';
import type { Forest } from './forest-estimator.ts';
import { addTreeValues } from './predict-forest.ts';

/** More rows would cost as much as growing the trees and tell the score no better than to a thousandth. */
const mostRows = 20_000;

export interface OutOfBagScore {
  readonly metric: 'accuracy' | 'r2';
  readonly value: number | null;
  readonly rows: number;
}

/** Each row's prediction by the trees that did not see it, added up as the trees come. */
export interface OutOfBag {
  add(forest: Forest, root: number, drawn: Uint8Array): void;
  score(): OutOfBagScore;
}

const evenly = (rows: number): Int32Array => {
  const step = Math.max(1, Math.ceil(rows / mostRows));
  return Int32Array.from({ length: Math.ceil(rows / step) }, (_, at) => at * step);
};

export const createOutOfBag = (x: Matrix, data: TrainingData, width: number): OutOfBag => {
  const rows = evenly(x.rows);
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
    add: (forest, root, drawn) => addTreeValues(forest, root, x, { rows, sums, counts }, (row) => drawn[row] === 0),
    score,
  };
};
