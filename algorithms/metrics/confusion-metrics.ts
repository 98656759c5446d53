import type { Margins } from './confusion.ts';

type OfMargins = (margins: Margins) => number | null;
type OfClass = (margins: Margins, code: number) => number | null;

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const at = (values: Float64Array, code: number): number => values[code] as number;

/** Undefined (null) where no row was predicted as the class. */
export const precisionOf: OfClass = ({ hits, predicted }, code) => ratio(at(hits, code), at(predicted, code));
/** Undefined where no row is of the class. */
export const recallOf: OfClass = ({ hits, actual }, code) => ratio(at(hits, code), at(actual, code));
/** 2·TP / (2·TP + FP + FN); undefined only where the class neither occurs nor is predicted. */
export const f1Of: OfClass = ({ hits, actual, predicted }, code) =>
  ratio(2 * at(hits, code), at(actual, code) + at(predicted, code));
/** TN / (TN + FP); undefined where every row is of the class. */
export const specificityOf: OfClass = ({ total, hits, actual, predicted }, code) => {
  const others = total - at(actual, code);
  return ratio(others - (at(predicted, code) - at(hits, code)), others);
};

/** Mean over the classes that occur, actual or predicted. Undefined as soon as it is undefined for one of them. */
const macro =
  (metric: OfClass): OfMargins =>
  (margins) => {
    let sum = 0;
    let classes = 0;
    for (let code = 0; code < margins.hits.length; code++) {
      if (at(margins.actual, code) === 0 && at(margins.predicted, code) === 0) continue;
      const value = metric(margins, code);
      if (value === null) return null;
      sum += value;
      classes++;
    }
    return ratio(sum, classes);
  };

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const dot = (one: Float64Array, two: Float64Array): number =>
  one.reduce((total, value, index) => total + value * at(two, index), 0);

const accuracy: OfMargins = ({ hits, total }) => ratio(sum(hits), total);

/** Mean recall of the classes that have rows. */
const balancedAccuracy: OfMargins = (margins) => {
  let total = 0;
  let classes = 0;
  for (let code = 0; code < margins.hits.length; code++) {
    const recall = recallOf(margins, code);
    if (recall === null) continue;
    total += recall;
    classes++;
  }
  return ratio(total, classes);
};

/** Gorodkin's R_K, which is Matthews' correlation for two classes. Undefined where one side is constant. */
const mcc: OfMargins = ({ total, hits, actual, predicted }) => {
  const covariance = sum(hits) * total - dot(actual, predicted);
  const spread = (total * total - dot(predicted, predicted)) * (total * total - dot(actual, actual));
  return spread > 0 ? covariance / Math.sqrt(spread) : null;
};

/** Cohen's kappa. Undefined where chance alone would agree always. */
const kappa: OfMargins = ({ total, hits, actual, predicted }) => {
  if (total === 0) return null;
  const expected = dot(actual, predicted) / (total * total);
  return expected < 1 ? (sum(hits) / total - expected) / (1 - expected) : null;
};

/**
 * Metrics that a confusion matrix decides, by name; macro averages where a class could be named.
 * All are 0-homogeneous in the counts, so shares will do as well.
 */
export const confusionMetrics = {
  accuracy,
  'balanced-accuracy': balancedAccuracy,
  precision: macro(precisionOf),
  recall: macro(recallOf),
  f1: macro(f1Of),
  specificity: macro(specificityOf),
  mcc,
  kappa,
} as const satisfies Record<string, OfMargins>;

export const classMetrics = {
  precision: precisionOf,
  recall: recallOf,
  f1: f1Of,
  specificity: specificityOf,
} as const satisfies Record<string, OfClass>;
