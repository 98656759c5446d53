import type { TrainingData } from '../../contract/matrix.ts';

/**
 * What a tree is grown to tell: per row a few statistics, added up over the rows of a node.
 * Classes: the weight of each class. Numbers: weight, weight × value.
 */
export interface Targets {
  /** 0 for numbers. */
  readonly classes: number;
  /** Statistics a node: the classes, or 2. */
  readonly width: number;
  /** Class codes, or values less their mean, which keeps sums of squares exact. */
  readonly values: Float64Array;
  readonly mean: number;
  readonly weights: Float64Array | undefined;
}

export const targetsOf = ({ task, y, weights, classes }: TrainingData): Targets => {
  if (task === 'classification') return { classes: classes.length, width: classes.length, values: y, mean: 0, weights };
  const mean = y.reduce((sum, value) => sum + value, 0) / Math.max(1, y.length);
  return { classes: 0, width: 2, values: y.map((value) => value - mean), mean, weights };
};

/**
 * How alike the rows with these statistics are: Σ weight² / Σ weight of classes, (Σ w·y)² / Σ w of numbers.
 * A split that raises its sum over both sides lowers Gini impurity, or the squared error, by as much.
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
