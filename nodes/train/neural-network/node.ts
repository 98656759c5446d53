import { portableNetwork } from '../../../algorithms/neural/portable-network.ts';
import { predictNetwork } from '../../../algorithms/neural/predict-network.ts';
import { defineLearner } from '../../../contract/node.ts';
import { describeNetwork } from './describe-network.ts';
import { fromEstimator } from './estimator.ts';
import { fitNetwork } from './fit-network.ts';
import { networkMemory } from './memory.ts';
import { networkParams } from './params.ts';

export default defineLearner({
  title: 'Neural network',
  description: 'Layers of units trained step by step; for many rows and smooth relations',
  keywords: [
    'deep learning',
    'MLP',
    'perceptron',
    'TensorFlow',
    'dense',
    'CNN',
    'convolution',
    'image',
    'MLPClassifier',
  ],
  icon: 'brain-circuit',
  telling: ['kind', 'layers', 'epochs'],
  version: 1,
  tasks: ['classification', 'regression'],
  tensors: true,
  params: networkParams,
  // Neighbours must stay comparable, so the values of images and sequences are scaled all alike, by the network itself.
  needs: ({ kind }) => ({ missing: 'impute', categories: 'one-hot', scale: kind === 'dense' }),
  fit: fitNetwork,
  predict: (estimator, x, ctx) => predictNetwork(fromEstimator(estimator), x, ctx.progress),
  describe: describeNetwork,
  ownSteps: (estimator) =>
    fromEstimator(estimator).rescale ? ['All values scaled alike, to mean 0 and deviation 1'] : [],
  portable: (estimator) => portableNetwork(fromEstimator(estimator)),
  memory: networkMemory,
});
