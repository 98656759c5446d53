import { z } from 'zod';
import {
  fitNeighbours,
  portableNeighbours,
  predictNeighbours,
} from '../../../algorithms/neighbours/k-nearest-neighbours.ts';
import { defineLearner } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';

export default defineLearner({
  title: 'Nearest neighbours',
  description: 'Predicts what the most similar training rows say',
  keywords: [
    'knn',
    'k-nearest neighbours',
    'neighbors',
    'KNeighborsClassifier',
    'KNeighborsRegressor',
    'instance based',
  ],
  icon: 'waypoints',
  telling: ['k', 'weights'],
  version: 1,
  tasks: ['classification', 'regression'],
  params: z.object({
    k: param(z.int().min(1).max(1000).default(5), {
      title: 'Neighbours',
      description: 'How many training rows are asked. More are smoother.',
      search: { low: 1, high: 50 },
    }),
    weights: param(z.enum(['distance', 'uniform']).default('distance'), {
      title: 'Weights',
      description: 'Whether near rows count more than far ones, or all the same.',
      searchChoices: ['distance', 'uniform'],
    }),
    metric: param(z.enum(['euclidean', 'manhattan']).default('euclidean'), {
      title: 'Metric',
      description: 'How distance is measured: as the crow flies, or along the columns.',
      advanced: true,
    }),
  }),
  needs: () => ({ missing: 'impute', categories: 'one-hot', scale: true }),
  fit: (data, options) => fitNeighbours(data, options),
  predict: predictNeighbours,
  portable: portableNeighbours,
  memory: (rows, columns) => rows * columns * 8 + rows * 24,
});
