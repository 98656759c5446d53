import { z } from 'zod';
import { helpGradients } from '../../../algorithms/linear/gradient-crew.ts';
import { linearImportance } from '../../../algorithms/linear/linear-estimator.ts';
import { linearMemory } from '../../../algorithms/linear/linear-memory.ts';
import { fitLogisticRegression, predictLogisticRegression } from '../../../algorithms/linear/logistic-regression.ts';
import { portableLogisticRegression } from '../../../algorithms/linear/portable-linear.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { describeCoefficients } from '../describe-coefficients.ts';

export default defineLearner({
  title: 'Logistic regression',
  description: 'A linear classifier with probabilities; fast, and readable by its coefficients',
  keywords: ['logit', 'softmax', 'multinomial', 'linear classifier', 'LogisticRegression', 'l1', 'l2'],
  icon: 'spline',
  telling: ['penalty', 'C'],
  version: 1,
  tasks: ['classification'],
  params: z.object({
    penalty: param(z.enum(['l2', 'l1', 'elastic-net', 'none']).default('l2'), {
      title: 'Penalty',
      description:
        'l2 keeps coefficients small, l1 sets useless ones to zero, elastic net does both. Without one, standard errors are told.',
    }),
    C: param(z.number().positive().max(1e12).default(1), {
      title: 'C',
      description: 'How much the data count against the penalty: smaller is simpler.',
      log: true,
      search: { low: 1e-4, high: 1e3, log: true },
      when: { penalty: ['l2', 'l1', 'elastic-net'] },
    }),
    l1Ratio: param(z.number().min(0).max(1).default(0.5), {
      title: 'L1 ratio',
      description: 'Share of l1 in the elastic net.',
      widget: 'slider',
      search: { low: 0, high: 1 },
      when: { penalty: ['elastic-net'] },
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
  fit: (data, { penalty, C, l1Ratio, maxIter, tol }, ctx) =>
    fitLogisticRegression(data, { penalty, C, l1Ratio, maxIterations: maxIter, tolerance: tol }, ctx),
  help: helpGradients,
  predict: predictLogisticRegression,
  portable: portableLogisticRegression,
  importance: linearImportance,
  describe: describeCoefficients,
  memory: linearMemory,
});
