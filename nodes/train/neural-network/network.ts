import type { Random } from '../../../algorithms/random/random.ts';
import type { Estimator } from '../../../contract/matrix.ts';

export const activations = ['relu', 'tanh', 'sigmoid'] as const;
export type Activation = (typeof activations)[number];

/** Everything but the weights. */
export interface Topology {
  readonly kind: 'dense';
  /** Units of each layer, from the inputs to the outputs. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  /** Outputs are the softmax of the last layer, or the last layer brought back to the unit of the target. */
  readonly output: 'softmax' | 'value';
  readonly target: { readonly mean: number; readonly deviation: number };
}

/** Weights of one layer: `kernel` is inputs × units, row-major. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface Network {
  readonly topology: Topology;
  readonly layers: readonly Layer[];
}

/** He initialisation for relu (He et al. 2015), Glorot's for the others (Glorot & Bengio 2010), both uniform. */
export const initialLayers = (topology: Topology, random: Random): readonly Layer[] =>
  topology.sizes.slice(1).map((units, index) => {
    const inputs = topology.sizes[index] ?? 0;
    const limit = Math.sqrt(topology.activation === 'relu' ? 6 / Math.max(1, inputs) : 6 / (inputs + units));
    const kernel = Float32Array.from({ length: inputs * units }, () => (2 * random.next() - 1) * limit);
    return { inputs, units, kernel, bias: new Float32Array(units) };
  });

export const toEstimator = ({ topology, layers }: Network, facts: Estimator['json']): Estimator => ({
  json: { ...facts, topology: { ...topology } },
  arrays: Object.fromEntries(
    layers.flatMap(({ kernel, bias }, index) => [
      [`kernel_${index}`, kernel],
      [`bias_${index}`, bias],
    ]),
  ),
});

export const fromEstimator = ({ json, arrays }: Estimator): Network => {
  const topology = json['topology'] as unknown as Topology;
  const layers = topology.sizes.slice(1).map((units, index): Layer => {
    const inputs = topology.sizes[index] ?? 0;
    const kernel = arrays[`kernel_${index}`];
    const bias = arrays[`bias_${index}`];
    if (!(kernel instanceof Float32Array) || !(bias instanceof Float32Array)) throw new Error('weights are missing');
    if (kernel.length !== inputs * units || bias.length !== units) throw new Error('weights do not fit the layers');
    return { inputs, units, kernel, bias };
  });
  return { topology, layers };
};
