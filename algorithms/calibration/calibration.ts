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

const fitCurve = (method: CalibrationMethod, probabilities: Float64Array, isTrue: readonly boolean[]): ClassCurve =>
  method === 'sigmoid'
    ? { method, ...fitSigmoid(probabilities.map(logOdds), isTrue) }
    : { method, ...fitIsotonic(probabilities, isTrue) };

/**
 * Learns how far a classifier's probabilities can be trusted, from rows that it did not learn from. Two classes: one curve for
 * the second. More: one curve a class against the rest, made to sum to 1 afterwards, as Zadrozny and Elkan, Transforming
 * classifier scores into accurate multiclass probability estimates, 2002.
 * @param probabilities rows × classes, row-major
 * @param actual class codes
 */
export const fitCalibration = (
  method: CalibrationMethod,
  {
    probabilities,
    actual,
    classes,
  }: { readonly probabilities: Float64Array; readonly actual: Float64Array; readonly classes: number },
): Calibration => {
  const codes = classes === 2 ? [1] : Array.from({ length: classes }, (_, code) => code);
  return {
    method,
    curves: codes.map((code) =>
      fitCurve(
        method,
        columnOf(probabilities, classes, code),
        Array.from(actual, (one) => one === code),
      ),
    ),
  };
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
