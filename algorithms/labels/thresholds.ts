import type { LabelledRows } from './labelled-rows.ts';

const never = 2;
const floor = 2e-6;

/**
 * How probable a class must be for a row to count as confidently of it: the mean of its probability over the rows that were
 * given it. A class without rows gets 2, which no probability reaches.
 *
 * Northcutt, Jiang, Chuang, “Confident Learning: Estimating Uncertainty in Dataset Labels” (2021), equation 2.
 */
export const classThresholds = ({ classes, given, probabilities }: LabelledRows): Float64Array => {
  const sums = new Float64Array(classes);
  const counts = countLabels({ classes, given });
  for (let row = 0; row < given.length; row++) {
    const own = given[row] as number;
    sums[own] = (sums[own] as number) + (probabilities[row * classes + own] as number);
  }
  return sums.map((sum, code) =>
    (counts[code] as number) === 0 ? never : Math.max(floor, sum / (counts[code] as number)),
  );
};

/** Rows that were given each class. */
export const countLabels = ({ classes, given }: Pick<LabelledRows, 'classes' | 'given'>): Float64Array => {
  const counts = new Float64Array(classes);
  for (let row = 0; row < given.length; row++)
    counts[given[row] as number] = (counts[given[row] as number] as number) + 1;
  return counts;
};
