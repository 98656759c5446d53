import type { Random } from '../random/random.ts';
import { type Architecture, type Layer, type Network, weightCounts } from './network.ts';

/** He initialisation for relu (He et al. 2015), Glorot's for the others (Glorot & Bengio 2010), both uniform; biases are 0. */
export const withInitialWeights = (architecture: Architecture, random: Random): Network => ({
  ...architecture,
  weights: architecture.layers.map((layer) => {
    const { kernel, bias } = weightCounts(layer);
    if (layer.type === 'pooling') return undefined;
    const [incoming, outgoing] = fans(layer);
    const limit = Math.sqrt(layer.activation === 'relu' ? 6 / Math.max(1, incoming) : 6 / (incoming + outgoing));
    return {
      kernel: Float32Array.from({ length: kernel }, () => (2 * random.next() - 1) * limit),
      bias: new Float32Array(bias),
    };
  }),
});

const fans = (layer: Exclude<Layer, { readonly type: 'pooling' }>): readonly [number, number] => {
  if (layer.type === 'dense') return [layer.inputs, layer.units];
  const field = layer.size[0] * layer.size[1];
  return [field * layer.input[2], field * layer.filters];
};
