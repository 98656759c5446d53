import type { Calibration, ClassCurve } from '../../contract/values.ts';
import { fitIsotonic, isotonicAt } from './isotonic.ts';
import { fitSigmoid, sigmoidAt } from './platt.ts';

export type CalibrationMethod = Calibration['method'];

/** Farther from certain than any model may be. */
const least = 1e-12;

/** The log odds of a probability: what a sigmoid bends least. */
const logOdds = (probability: number): number => {
  const kept = Math.min(1 - least, Math.max(least, probability));
  return Math.log(kept / (1 - kept));
};

const columnOf = (probabilities: Float64Array, classes: number, code: number): Float64Array =>
  Float64Array.from(
    { length: probabilities.length / classes },
    (_, row) => probabilities[row * classes + code] as number,
  );

/** Rows that a classifier did not learn from, with what it said of them. */
export interface CalibrationRows {
  /** Rows × classes, row-major. */
  readonly probabilities: Float64Array;
  /** Class codes. */
  readonly actual: Float64Array;
  readonly classes: number;
  /** All 1 where absent. */
  readonly weights?: Float64Array;
}

const fitCurve = (
  method: CalibrationMethod,
  { probabilities, actual, classes, weights }: CalibrationRows,
  code: number,
): ClassCurve => {
  const said = columnOf(probabilities, classes, code);
  const isTrue = Array.from(actual, (one) => one === code);
  return method === 'sigmoid'
    ? { method, ...fitSigmoid(said.map(logOdds), isTrue, weights) }
    : { method, ...fitIsotonic(said, isTrue, weights) };
};

/**
 * Learns how far a classifier's probabilities can be trusted, from rows that it did not learn from. Two classes: one curve for
 * the second. More: one curve a class against the rest, made to sum to 1 afterwards, as Zadrozny and Elkan, Transforming
 * classifier scores into accurate multiclass probability estimates, 2002.
 */
export const fitCalibration = (method: CalibrationMethod, rows: CalibrationRows): Calibration => {
  const codes = rows.classes === 2 ? [1] : Array.from({ length: rows.classes }, (_, code) => code);
  return { method, curves: codes.map((code) => fitCurve(method, rows, code)) };
};

const curveAt = (curve: ClassCurve, probability: number): number =>
  curve.method === 'sigmoid' ? sigmoidAt(curve, logOdds(probability)) : isotonicAt(curve, probability);

/** Probabilities as they can be trusted; where no class is left any, all have the same. */
export const calibrated = ({ curves }: Calibration, probabilities: Float64Array, classes: number): Float64Array => {
  const answers = new Float64Array(probabilities.length);
  const [only] = curves;
  for (let from = 0; from < probabilities.length; from += classes) {
    if (classes === 2 && only) {
      const second = curveAt(only, probabilities[from + 1] as number);
      answers[from] = 1 - second;
      answers[from + 1] = second;
      continue;
    }
    let total = 0;
    for (const [code, curve] of curves.entries()) {
      const value = curveAt(curve, probabilities[from + code] as number);
      answers[from + code] = value;
      total += value;
    }
    for (let code = 0; code < classes; code++)
      answers[from + code] = total > 0 ? (answers[from + code] as number) / total : 1 / classes;
  }
  return answers;
};
