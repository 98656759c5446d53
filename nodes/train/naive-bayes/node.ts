import { z } from 'zod';
import { fitNaiveBayes, portableNaiveBayes, predictNaiveBayes } from '../../../algorithms/bayes/naive-bayes.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';

export default defineLearner({
  title: 'Naive Bayes',
  description: 'Takes each column as evidence of its own; learns in one pass and takes missing values as they are',
  keywords: ['bayes', 'gaussian', 'categorical', 'GaussianNB', 'CategoricalNB', 'probabilistic', 'text'],
  icon: 'sigma',
  telling: ['laplace'],
  version: 1,
  tasks: ['classification'],
  params: z.object({
    laplace: param(z.number().min(0).max(1000).default(1), {
      title: 'Laplace',
      description:
        'Rows added to each level of each class, so that a level not seen with a class does not rule it out.',
      search: { low: 0.01, high: 10, log: true },
    }),
  }),
  needs: () => ({ missing: 'native', categories: 'codes', scale: false }),
  fit: (data, options) => fitNaiveBayes(data, options),
  predict: predictNaiveBayes,
  portable: portableNaiveBayes,
  // Log-likelihoods of each row; what is kept of a column is a few numbers a class.
  memory: (rows, columns) => rows * 32 + columns * 8192,
});
