import type { Estimator, Matrix, MatrixColumn, TrainingData } from '../../contract/matrix.ts';
import { matrixColumn } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';

export interface NaiveBayesOptions {
  /** Rows that are added to each level of each class, so that none has the probability 0. */
  readonly laplace: number;
}

/** Share of the largest variance that is added to all of them, as scikit-learn's GaussianNB has it. */
const smoothing = 1e-9;

interface Weighted {
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly classes: number;
}

const classSums = ({ y, weights, classes }: Weighted): Float64Array => {
  const sums = new Float64Array(classes);
  for (let row = 0; row < y.length; row++)
    sums[y[row] as number] = (sums[y[row] as number] as number) + (weights[row] as number);
  return sums;
};

/** Mean and variance of a column by class, missing values left out: means first, then variances. */
const moments = (column: Float32Array, { y, weights, classes }: Weighted): Float64Array => {
  const sums = new Float64Array(classes);
  const means = new Float64Array(classes);
  const found = new Float64Array(2 * classes);
  const each = (take: (code: number, value: number, weight: number) => void): void => {
    for (let row = 0; row < column.length; row++) {
      const value = column[row] as number;
      if (!Number.isNaN(value)) take(y[row] as number, value, weights[row] as number);
    }
  };
  each((code, value, weight) => {
    sums[code] = (sums[code] as number) + weight;
    means[code] = (means[code] as number) + weight * value;
  });
  for (let code = 0; code < classes; code++)
    found[code] = (sums[code] as number) > 0 ? (means[code] as number) / (sums[code] as number) : 0;
  each((code, value, weight) => {
    found[classes + code] = (found[classes + code] as number) + weight * (value - (found[code] as number)) ** 2;
  });
  for (let code = 0; code < classes; code++)
    found[classes + code] = (sums[code] as number) > 0 ? (found[classes + code] as number) / (sums[code] as number) : 0;
  return found;
};

const variance = (column: Float32Array): number => {
  let count = 0;
  let sum = 0;
  for (const value of column)
    if (!Number.isNaN(value)) {
      count++;
      sum += value;
    }
  let squares = 0;
  for (const value of column) if (!Number.isNaN(value)) squares += (value - sum / count) ** 2;
  return count > 0 ? squares / count : 0;
};

/** Logarithm of the share of each level in each class, class by class. */
const levelShares = (
  column: Float32Array,
  levels: number,
  { y, weights, classes }: Weighted,
  laplace: number,
): Float64Array => {
  const counts = new Float64Array(classes * levels).fill(laplace);
  for (let row = 0; row < column.length; row++) {
    const level = column[row] as number;
    if (Number.isNaN(level)) continue;
    const at = (y[row] as number) * levels + level;
    counts[at] = (counts[at] as number) + (weights[row] as number);
  }
  for (let code = 0; code < classes; code++) {
    const own = counts.subarray(code * levels, (code + 1) * levels);
    const total = own.reduce((sum, count) => sum + count, 0);
    for (let level = 0; level < levels; level++)
      own[level] = total > 0 ? Math.log((own[level] as number) / total) : Math.log(1 / levels);
  }
  return counts;
};

/**
 * Naive Bayes: each column tells of the class by itself, numbers as normal within a class, categories by the shares of their
 * levels. Missing values say nothing. As scikit-learn's GaussianNB and CategoricalNB together; Hastie et al., The Elements of
 * Statistical Learning, §6.6.3. @throws data.one-class
 */
export const fitNaiveBayes = (data: TrainingData, { laplace }: NaiveBayesOptions): Estimator => {
  const { x, y, classes } = data;
  const weighted: Weighted = {
    y,
    classes: classes.length,
    weights: data.weights ?? new Float64Array(y.length).fill(1),
  };
  const sums = classSums(weighted);
  if (sums.filter((sum) => sum > 0).length < 2)
    throw fail('data.one-class', {
      column: 'target',
      values: { class: classes[sums.findIndex((sum) => sum > 0)] ?? 'none' },
    });
  const total = sums.reduce((sum, one) => sum + one, 0);
  const arrays: Record<string, Float64Array> = { priors: sums.map((sum) => Math.log(sum / total)) };
  let largest = 0;
  for (const [index, { kind, levels }] of x.columns.entries()) {
    const column = matrixColumn(x, index);
    if (kind === 'number') largest = Math.max(largest, variance(column));
    arrays[`column-${index}`] =
      kind === 'number' ? moments(column, weighted) : levelShares(column, levels.length, weighted, laplace);
  }
  return { json: { classes: classes.length, epsilon: smoothing * largest || smoothing }, arrays };
};

type Score = (value: number, code: number) => number;

const scoreOf = (estimator: Estimator, index: number, kind: 'number' | 'category', levels: number): Score => {
  const learned = estimator.arrays[`column-${index}`] as Float64Array;
  const classes = Number(estimator.json['classes']);
  const epsilon = Number(estimator.json['epsilon']);
  if (kind === 'category') return (value, code) => learned[code * levels + value] as number;
  return (value, code) => {
    const spread = (learned[classes + code] as number) + epsilon;
    return -0.5 * (Math.log(2 * Math.PI * spread) + (value - (learned[code] as number)) ** 2 / spread);
  };
};

/** Turns scores of one row into probabilities. */
const softmax = (scores: Float64Array): void => {
  const largest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let code = 0; code < scores.length; code++) {
    scores[code] = Math.exp((scores[code] as number) - largest);
    total += scores[code] as number;
  }
  for (let code = 0; code < scores.length; code++) scores[code] = (scores[code] as number) / total;
};

/** Probabilities, row-major. */
export const predictNaiveBayes = (estimator: Estimator, x: Matrix): Float64Array => {
  const classes = Number(estimator.json['classes']);
  const priors = estimator.arrays['priors'] as Float64Array;
  const answers = new Float64Array(x.rows * classes);
  for (let row = 0; row < x.rows; row++) answers.set(priors, row * classes);
  for (const [index, { kind, levels }] of x.columns.entries()) {
    const column = matrixColumn(x, index);
    const score = scoreOf(estimator, index, kind, levels.length);
    for (let row = 0; row < x.rows; row++) {
      const value = column[row] as number;
      if (Number.isNaN(value)) continue;
      for (let code = 0; code < classes; code++) {
        const at = row * classes + code;
        answers[at] = (answers[at] as number) + score(value, code);
      }
    }
  }
  for (let row = 0; row < x.rows; row++) softmax(answers.subarray(row * classes, (row + 1) * classes));
  return answers;
};

const joined = (arrays: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const array of arrays) {
    all.set(array, next);
    next += array.length;
  }
  return all;
};

/** What each column says of the classes, one after the other; see `PortableEstimator`. */
export const portableNaiveBayes = (
  { json, arrays }: Estimator,
  columns: readonly MatrixColumn[],
): PortableEstimator => {
  const learned = columns.map((_, index) => arrays[`column-${index}`] as Float64Array);
  let from = 0;
  const placed = columns.map(({ kind, levels }, index) => {
    const place = { levels: kind === 'category' ? levels.length : 0, from };
    from += (learned[index] as Float64Array).length;
    return place;
  });
  return {
    kind: 'bayes',
    link: 'softmax',
    classes: Number(json['classes']),
    epsilon: Number(json['epsilon']),
    priors: arrays['priors'] as Float64Array,
    columns: placed,
    table: joined(learned),
  };
};
