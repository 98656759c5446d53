import type { TrainingData } from '../../contract/matrix.ts';

/** What a tree is grown to tell. */
export interface Targets {
  /** 0 for numbers. */
  readonly classes: number;
  /** Class codes, or values. */
  readonly values: Float64Array;
  /** Taken off numbers while trees grow, which keeps sums of squares exact; 0 for classes. */
  readonly mean: number;
  readonly weights: Float64Array | undefined;
}

/** Numbers that a leaf tells, 0 for one that is a number. */
export const classesOf = ({ task, classes }: TrainingData): number => (task === 'classification' ? classes.length : 0);

export const targetsOf = (data: TrainingData): Targets => {
  const { y, weights } = data;
  const classes = classesOf(data);
  if (classes > 0) return { classes, values: y, mean: 0, weights };
  const mean = y.reduce((sum, value) => sum + value, 0) / Math.max(1, y.length);
  return { classes, values: y, mean, weights };
};

/**
 * How alike the rows with these statistics are: Σ weight² / Σ weight of classes, (Σ w·y)² / Σ w of numbers, whose
 * statistics are weight and weighted sum. A split that raises its sum over both sides lowers Gini impurity, or the squared
 * error, by as much.
 */
export const likeness = (classes: number, stats: Float64Array, offset: number): number => {
  if (classes === 0) {
    const weight = stats[offset] as number;
    const sum = stats[offset + 1] as number;
    return weight > 0 ? (sum * sum) / weight : 0;
  }
  let squares = 0;
  let weight = 0;
  for (let code = 0; code < classes; code++) {
    const value = stats[offset + code] as number;
    squares += value * value;
    weight += value;
  }
  return weight > 0 ? squares / weight : 0;
};
