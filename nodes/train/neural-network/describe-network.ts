import { type Layer, type Network, weightCounts } from '../../../algorithms/neural/network.ts';
import type { Estimator } from '../../../contract/matrix.ts';
import type { FitDescription } from '../../../contract/node.ts';
import { fromEstimator } from './estimator.ts';

/** What was built, and how long it learned. */
export const describeNetwork = (estimator: Estimator): FitDescription => {
  const network = fromEstimator(estimator);
  const { epochs, best } = estimator.json;
  return {
    facts: [
      { label: 'Layers', value: network.layers.map((layer) => named(network, layer)).join(' → ') },
      { label: 'Weights', value: weightsIn(network).toLocaleString('en') },
      { label: 'Epochs', value: epochs === best ? `${epochs}` : `${epochs}, of which the best was number ${best}` },
    ],
  };
};

const named = ({ kind }: Network, layer: Layer): string => {
  if (layer.type === 'dense') return `${layer.units} units`;
  const size = kind === 'conv1d' ? `${layer.size[1]}` : layer.size.join(' × ');
  return layer.type === 'pooling' ? `largest of ${size}` : `${layer.filters} filters of ${size}`;
};

const weightsIn = ({ layers }: Network): number =>
  layers.map(weightCounts).reduce((sum, { kernel, bias }) => sum + kernel + bias, 0);
