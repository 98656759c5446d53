import type { Estimator } from '../../contract/matrix.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import type { LinearCoefficients } from './linear-estimator.ts';

/** A linear regression; see `PortableEstimator`. */
export const portableLinearRegression = ({ arrays }: Estimator): PortableEstimator => {
  const { coefficients, intercepts } = arrays as unknown as LinearCoefficients;
  return { kind: 'linear', link: 'identity', classes: 0, coefficients, intercepts };
};

/** A logistic regression, over the classes that training had. */
export const portableLogisticRegression = ({ json, arrays }: Estimator): PortableEstimator => {
  const { coefficients, intercepts } = arrays as unknown as LinearCoefficients;
  const { classes, present } = json as unknown as { readonly classes: number; readonly present: readonly number[] };
  const link = present.length > 2 ? 'softmax' : 'logistic';
  return { kind: 'linear', link, classes, present, coefficients, intercepts };
};
