import type { TargetScale } from '../../../algorithms/neural/batch.ts';
import { fromLayersModel, toLayersModel } from '../../../algorithms/neural/layers-model.ts';
import type { Network, Weights } from '../../../algorithms/neural/network.ts';
import type { JsonObject } from '../../../contract/json.ts';
import type { Estimator } from '../../../contract/matrix.ts';

/** The network as TensorFlow.js saves it, whoever has trained it. */
export const toEstimator = (network: Network, facts: JsonObject): Estimator => {
  const { topology, weightSpecs, arrays } = toLayersModel(network);
  const specs = weightSpecs.map(({ name, shape, dtype }) => ({ name, shape: [...shape], dtype }));
  return { json: { ...facts, kind: 'neural-network', modelTopology: topology, weightSpecs: specs }, arrays };
};

/** @throws Error where weights are missing */
export const fromEstimator = ({ json, arrays }: Estimator): Network =>
  fromLayersModel(json['modelTopology'] as JsonObject, arrays);

/** The network of a scaled target, made to answer in the unit of the target: its last sums are stretched and moved. */
export const inUnitOf = (network: Network, { mean, deviation }: TargetScale): Network => {
  const stretched = ({ kernel, bias }: Weights): Weights => ({
    kernel: kernel.map((value) => value * deviation),
    bias: bias.map((value) => value * deviation + mean),
  });
  const last = network.weights.length - 1;
  return {
    ...network,
    weights: network.weights.map((weights, index) => (weights && index === last ? stretched(weights) : weights)),
  };
};
