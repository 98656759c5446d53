import { fail } from '../../contract/problem.ts';
import { argsort } from '../sort/argsort.ts';
import { marginsOf } from './confusion.ts';
import { confusionMetrics } from './confusion-metrics.ts';
import type { ClassifiedRows } from './measure-classification.ts';
import { isClassificationMetric, isRegressionMetric } from './metric-names.ts';
import { absoluteErrors, errorsOf, squaredErrors } from './regression-score.ts';
import { brierLosses, logLosses } from './row-losses.ts';

/** A metric of the same rows, each counted as often as its weight says; null where it is undefined. */
export type WeightedScorer = (weights: Float64Array) => number | null;

const at = (values: ArrayLike<number>, index: number): number => values[index] as number;

/** Rows whose loss is NaN are not counted. */
const weightedMean =
  (losses: Float64Array): WeightedScorer =>
  (weights) => {
    let sum = 0;
    let count = 0;
    for (let row = 0; row < losses.length; row++) {
      const loss = at(losses, row);
      if (Number.isNaN(loss)) continue;
      sum += at(weights, row) * loss;
      count += at(weights, row);
    }
    return count > 0 ? sum / count : null;
  };

const ofConfusion = (
  { actual, predicted, classes }: ClassifiedRows,
  metric: keyof typeof confusionMetrics,
): WeightedScorer => {
  const cells = actual.map((code, row) => code * classes + at(predicted, row));
  return (weights) => {
    const counts = new Float64Array(classes * classes);
    for (let row = 0; row < cells.length; row++) {
      const cell = at(cells, row);
      counts[cell] = at(counts, cell) + at(weights, row);
    }
    return confusionMetrics[metric](marginsOf({ classes, counts }));
  };
};

/** Sweeps rows by falling score; `add` gets the weights above, and those of each group of equal scores. */
const ranked = (
  { actual, probabilities, classes }: ClassifiedRows,
  code: number,
  area: (sweep: (add: (hits: number, misses: number) => void) => void) => number | null,
): WeightedScorer => {
  const scores = actual.map((_, row) => at(probabilities, row * classes + code));
  const order = argsort(scores);
  return (weights) =>
    area((add) => {
      let hits = 0;
      let misses = 0;
      for (let place = order.length - 1; place >= 0; place--) {
        const row = at(order, place);
        if (at(actual, row) === code) hits += at(weights, row);
        else misses += at(weights, row);
        if (place > 0 && at(scores, at(order, place - 1)) === at(scores, row)) continue;
        add(hits, misses);
        hits = 0;
        misses = 0;
      }
    });
};

type Area = Parameters<typeof ranked>[2];

const rocArea: Area = (sweep) => {
  let area = 0;
  let above = 0;
  let below = 0;
  sweep((hits, misses) => {
    area += misses * (above + hits / 2);
    above += hits;
    below += misses;
  });
  return above > 0 && below > 0 ? area / (above * below) : null;
};

const precisionArea: Area = (sweep) => {
  let area = 0;
  let above = 0;
  let below = 0;
  sweep((hits, misses) => {
    above += hits;
    below += misses;
    if (hits > 0) area += (hits * above) / (above + below);
  });
  return above > 0 ? area / above : null;
};

/** Of two classes the second; of more the mean over all, undefined as soon as it is for one. */
const overClasses = (rows: ClassifiedRows, area: Area): WeightedScorer => {
  const codes = rows.classes === 2 ? [1] : [...Array(rows.classes).keys()];
  const each = codes.map((code) => ranked(rows, code, area));
  return (weights) => {
    let sum = 0;
    for (const score of each) {
      const value = score(weights);
      if (value === null) return null;
      sum += value;
    }
    return sum / each.length;
  };
};

/** `classificationScore` with weights, made ready to be asked many times. @throws param.invalid */
export const classificationScorer = (metric: string, rows: ClassifiedRows): WeightedScorer => {
  if (!isClassificationMetric(metric)) throw fail('param.invalid', { values: { param: 'Metric', reason: metric } });
  const { actual, probabilities, classes } = rows;
  switch (metric) {
    case 'log-loss':
      return weightedMean(logLosses(actual, probabilities, classes));
    case 'brier':
      return weightedMean(brierLosses(actual, probabilities, classes));
    case 'roc-auc':
      return overClasses(rows, rocArea);
    case 'pr-auc':
      return overClasses(rows, precisionArea);
    default:
      return ofConfusion(rows, metric);
  }
};

const r2 = (y: Float64Array, squares: Float64Array): WeightedScorer => {
  const meanOf = weightedMean(y);
  return (weights) => {
    const centre = meanOf(weights);
    if (centre === null) return null;
    let residual = 0;
    let total = 0;
    for (let row = 0; row < y.length; row++) {
      residual += at(weights, row) * at(squares, row);
      total += at(weights, row) * (at(y, row) - centre) ** 2;
    }
    return total > 0 ? 1 - residual / total : null;
  };
};

/** The value at which half of the weight is reached; between two values where it is reached exactly. */
const weightedMedian = (values: Float64Array): WeightedScorer => {
  const order = argsort(values);
  return (weights) => {
    const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
    let reached = 0;
    for (let place = 0; place < order.length; place++) {
      reached += at(weights, at(order, place));
      if (reached < half || half === 0) continue;
      const value = at(values, at(order, place));
      let next = place + 1;
      while (next < order.length && at(weights, at(order, next)) === 0) next++;
      return reached === half && next < order.length ? (value + at(values, at(order, next))) / 2 : value;
    }
    return null;
  };
};

/** `regressionScore` with weights, made ready to be asked many times. @throws param.invalid */
export const regressionScorer = (metric: string, y: Float64Array, predicted: Float64Array): WeightedScorer => {
  if (!isRegressionMetric(metric)) throw fail('param.invalid', { values: { param: 'Metric', reason: metric } });
  switch (metric) {
    case 'mae':
      return weightedMean(absoluteErrors(y, predicted));
    case 'mse':
      return weightedMean(squaredErrors(y, predicted));
    case 'rmse': {
      const squared = weightedMean(squaredErrors(y, predicted));
      return (weights) => {
        const value = squared(weights);
        return value === null ? null : Math.sqrt(value);
      };
    }
    case 'median-ae':
      return weightedMedian(absoluteErrors(y, predicted));
    case 'r2':
      return r2(y, squaredErrors(y, predicted));
    case 'mape':
      return weightedMean(
        y.map((actual, row) => (actual === 0 ? Number.NaN : Math.abs((at(predicted, row) - actual) / actual))),
      );
    case 'max-error': {
      const errors = absoluteErrors(y, predicted);
      return (weights) =>
        errors.reduce<number | null>(
          (most, error, row) => (at(weights, row) > 0 ? Math.max(most ?? 0, error) : most),
          null,
        );
    }
    case 'bias':
      return weightedMean(errorsOf(y, predicted));
  }
};
