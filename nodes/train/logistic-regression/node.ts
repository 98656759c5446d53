import { z } from 'zod';
import { linearImportance } from '../../../algorithms/linear/linear-estimator.ts';
import { fitLogisticRegression, predictLogisticRegression } from '../../../algorithms/linear/logistic-regression.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';

export default defineLearner({
  title: 'Logistic regression',
  description: 'A linear classifier with probabilities; fast, and readable by its coefficients',
  keywords: ['logit', 'softmax', 'multinomial', 'linear classifier', 'LogisticRegression', 'l1', 'l2'],
  icon: 'spline',
  telling: ['penalty', 'C'],
  version: 1,
  tasks: ['classification'],
  params: z.object({
    penalty: param(z.enum(['l2', 'l1', 'none']).default('l2'), {
      title: 'Penalty',
      description: 'l2 keeps coefficients small, l1 sets useless ones to zero.',
    }),
    C: param(z.number().positive().max(1e12).default(1), {
      title: 'C',
      description: 'How much the data count against the penalty: smaller is simpler.',
      log: true,
      search: { low: 1e-4, high: 1e3, log: true },
      when: { penalty: ['l2', 'l1'] },
    }),
    maxIter: param(z.int().min(1).max(100_000).default(1000), {
      title: 'Iterations',
      description: 'Most iterations of the optimiser; stopping early is reported.',
      advanced: true,
    }),
    tol: param(z.number().min(1e-12).max(0.1).default(1e-6), {
      title: 'Tolerance',
      description: 'Relative change of the coefficients at which the optimum is held to be reached.',
      advanced: true,
      log: true,
    }),
  }),
  needs: () => ({ missing: 'impute', categories: 'one-hot', scale: true }),
  fit: (data, { penalty, C, maxIter, tol }, ctx) =>
    fitLogisticRegression(data, { penalty, C, maxIterations: maxIter, tolerance: tol }, ctx),
  predict: predictLogisticRegression,
  importance: linearImportance,
  memory: (rows, columns) => rows * 32 + columns * columns * 16,
});
