import { predictNetwork } from '../../../algorithms/neural/predict-network.ts';
import { defineLearner } from '../../../contract/node.ts';
import { fromEstimator } from './estimator.ts';
import { fitNetwork } from './fit-network.ts';
import { networkParams } from './params.ts';

export default defineLearner({
  title: 'Neural network',
  description: 'Layers of units trained step by step; for many rows and smooth relations',
  keywords: ['deep learning', 'MLP', 'perceptron', 'TensorFlow', 'dense', 'MLPClassifier', 'MLPRegressor'],
  icon: 'brain-circuit',
  telling: ['layers', 'epochs'],
  version: 1,
  tasks: ['classification', 'regression'],
  tensors: true,
  params: networkParams,
  needs: () => ({ missing: 'impute', categories: 'one-hot', scale: true }),
  fit: fitNetwork,
  predict: (estimator, x) => predictNetwork(fromEstimator(estimator), x),
  memory: (rows, columns, { layers, batchSize }) => {
    const sizes = [columns, ...layers, 16];
    const weights = sizes.slice(1).reduce((sum, units, index) => sum + units * (sizes[index] ?? 0), 0);
    // Rows once more, row by row; weights, their gradients and two moments of Adam; values and gradients of every layer for a batch.
    return 4 * (rows * columns + weights * 5 + batchSize * sizes.reduce((sum, units) => sum + units, 0) * 4) + 2 ** 25;
  },
});
