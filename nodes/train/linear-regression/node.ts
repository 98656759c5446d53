import { z } from 'zod';
import { linearImportance } from '../../../algorithms/linear/linear-estimator.ts';
import { linearMemory } from '../../../algorithms/linear/linear-memory.ts';
import { fitLinearRegression, predictLinearRegression } from '../../../algorithms/linear/linear-regression.ts';
import { portableLinearRegression } from '../../../algorithms/linear/portable-linear.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { describeCoefficients } from '../describe-coefficients.ts';

export default defineLearner({
  title: 'Linear regression',
  description: 'Least squares, plain or penalised; fast, and readable by its coefficients',
  keywords: ['OLS', 'ridge', 'lasso', 'elastic net', 'least squares', 'LinearRegression'],
  icon: 'trending-up',
  telling: ['penalty', 'alpha'],
  version: 1,
  tasks: ['regression'],
  params: z.object({
    penalty: param(z.enum(['none', 'ridge', 'lasso', 'elastic-net']).default('ridge'), {
      title: 'Penalty',
      description:
        'Ridge keeps coefficients small, the lasso sets useless ones to zero, elastic net does both. Without one, standard errors are told.',
    }),
    alpha: param(z.number().min(0).max(1e12).default(1), {
      title: 'Alpha',
      description: 'Strength of the penalty: larger is simpler.',
      log: true,
      search: { low: 1e-4, high: 1e3, log: true },
      when: { penalty: ['ridge', 'lasso', 'elastic-net'] },
    }),
    l1Ratio: param(z.number().min(0).max(1).default(0.5), {
      title: 'L1 ratio',
      description: 'Share of the lasso in the elastic net.',
      widget: 'slider',
      search: { low: 0, high: 1 },
      when: { penalty: ['elastic-net'] },
    }),
    maxIter: param(z.int().min(1).max(100_000).default(1000), {
      title: 'Iterations',
      description: 'Most iterations of the optimiser; stopping early is reported.',
      advanced: true,
    }),
  }),
  needs: () => ({ missing: 'impute', categories: 'one-hot', scale: true }),
  fit: (data, { penalty, alpha, l1Ratio, maxIter }, ctx) =>
    fitLinearRegression(data, { penalty, alpha, l1Ratio, maxIterations: maxIter }, ctx),
  predict: predictLinearRegression,
  portable: portableLinearRegression,
  importance: linearImportance,
  describe: describeCoefficients,
  memory: linearMemory,
});
