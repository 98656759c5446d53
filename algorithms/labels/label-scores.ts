import type { LabelledRows } from './labelled-rows.ts';
import { classThresholds } from './thresholds.ts';

/** A number a row; the lower, the more doubtful its label. */
export type LabelScore = (rows: LabelledRows) => Float64Array;

const most = (rows: LabelledRows, row: number): number => {
  const { classes, given, probabilities } = rows;
  let best = 0;
  for (let code = 0; code < classes; code++)
    if (code !== given[row]) best = Math.max(best, probabilities[row * classes + code] as number);
  return best;
};

const own = ({ classes, given, probabilities }: LabelledRows, row: number): number =>
  probabilities[row * classes + (given[row] as number)] as number;

const perRow = (rows: LabelledRows, score: (row: number) => number): Float64Array =>
  Float64Array.from({ length: rows.given.length }, (_, row) => score(row));

/** The probability of the given class. */
export const selfConfidence: LabelScore = (rows) => perRow(rows, (row) => own(rows, row));

/** How far the given class is ahead of the best other one, from −1…1 to 0…1. */
export const normalisedMargin: LabelScore = (rows) => perRow(rows, (row) => (own(rows, row) - most(rows, row) + 1) / 2);

const small = 1e-6;

/** Low where the model is sure of another class: ln(1 + r) / r, r being the normalised entropy over the self-confidence. */
export const confidenceWeightedEntropy: LabelScore = (rows) =>
  perRow(rows, (row) => {
    let entropy = 0;
    for (let code = 0; code < rows.classes; code++) {
      const value = rows.probabilities[row * rows.classes + code] as number;
      if (value > 0) entropy -= value * Math.log(value);
    }
    const r = entropy / Math.log(rows.classes) / Math.max(small, own(rows, row));
    return Math.log1p(r) / Math.max(small, r);
  });

/** Probabilities that make up for classes the model is never sure of: less each class's threshold, made positive, summing to 1. */
export const adjustedProbabilities = (rows: LabelledRows): Float64Array => {
  const { classes, probabilities } = rows;
  const thresholds = classThresholds(rows).map((value) => Math.min(1, value));
  const highest = Math.max(...thresholds);
  const adjusted = probabilities.map((value, at) => value - (thresholds[at % classes] as number) + highest);
  for (let at = 0; at < adjusted.length; at += classes) {
    const line = adjusted.subarray(at, at + classes);
    const sum = line.reduce((total, value) => total + value, 0);
    line.set(line.map((value) => value / sum));
  }
  return adjusted;
};

/** For a numeric target: exp(−|residual|), 1 where the prediction is the label. Residuals are predicted − given, in any unit. */
export const regressionLabelScore = (residuals: Float64Array): Float64Array =>
  residuals.map((residual) => Math.exp(-Math.abs(residual)));
