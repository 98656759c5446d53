import type { LabelledMatrix } from '../../contract/matrix.ts';
import { coefficientCovariance, inferredOutputs, mostInferred } from './coefficient-covariance.ts';
import type { Design } from './design.ts';
import type { FitOptions } from './fit-linear-model.ts';
import type { Inference, NoInference } from './inference.ts';
import { type RowLoss, squaredLoss } from './losses.ts';
import type { Minimum } from './newton.ts';
import { createObjective } from './objective.ts';

interface Fitted {
  readonly design: Design;
  readonly minimum: Minimum;
  /** Features that got the coefficient 0 because the data can't tell it. */
  readonly dropped: readonly number[];
  readonly signal: AbortSignal;
}

interface Inferred {
  /** For the estimator's JSON. */
  readonly inference: Inference;
  /** For its arrays. */
  readonly arrays: { readonly covariance?: Float64Array };
}

export const unknown = (reason: NoInference): Inference => ({ known: false, reason });

const reasonAgainst = (
  { design, minimum }: Fitted,
  outputs: number,
  { l1, l2 }: FitOptions['strength'],
): NoInference | undefined => {
  if (l1 > 0 || l2 > 0) return 'penalty';
  if (!minimum.converged) return 'not-converged';
  return inferredOutputs(outputs) * (design.features + 1) > mostInferred ? 'many-coefficients' : undefined;
};

/** Rows that count. */
const countRows = ({ y, weights }: LabelledMatrix): number =>
  weights ? weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0) : y.length;

/** Least squares: σ²·(XᵀWX)⁻¹ with σ² = Σ w·e² / (rows − rank), and Student's t. */
export const inferLinear = (fitted: Fitted, data: LabelledMatrix, strength: FitOptions['strength']): Inferred => {
  const { design, minimum, dropped, signal } = fitted;
  const reason = reasonAgainst(fitted, 1, strength);
  if (reason) return { inference: unknown(reason), arrays: {} };
  const degrees = countRows(data) - (design.features + 1 - dropped.length);
  if (!(degrees > 0)) return { inference: unknown('few-rows'), arrays: {} };
  const objective = createObjective(design, squaredLoss(data.y, data.weights), { signal });
  const variance = (2 * objective.evaluate(minimum.coefficients, new Float64Array(objective.size))) / degrees;
  const hessian = objective.hessian(minimum.coefficients);
  const covariance = coefficientCovariance(hessian, design, { outputs: 1, scale: variance, dropped });
  return { inference: { known: true, degrees }, arrays: { covariance } };
};

/** Maximum likelihood: the inverse of Fisher's information, and the normal distribution. */
export const inferLogistic = (fitted: Fitted, loss: RowLoss, strength: FitOptions['strength']): Inferred => {
  const { design, minimum, dropped, signal } = fitted;
  const { outputs } = design;
  const reason = reasonAgainst(fitted, outputs, strength);
  if (reason) return { inference: unknown(reason), arrays: {} };
  const hessian = createObjective(design, loss, { signal }).hessian(minimum.coefficients);
  const covariance = coefficientCovariance(hessian, design, { outputs, scale: 1, dropped });
  return { inference: { known: true }, arrays: { covariance } };
};
