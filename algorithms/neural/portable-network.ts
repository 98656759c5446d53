import type { PortableEstimator } from '../../contract/row-program.ts';
import { type DenseLayer, type Network, outputsOf } from './network.ts';

const links = { softmax: 'softmax', sigmoid: 'logistic', linear: 'identity' } as const;

const joined = (weights: Network['weights']): Float32Array => {
  const parts = weights.flatMap((one) => (one ? [one.kernel, one.bias] : []));
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const part of parts) {
    all.set(part, next);
    next += part.length;
  }
  return all;
};

/** A network of dense layers, one after the other; undefined for any other. See `PortableEstimator`. */
export const portableNetwork = (network: Network): PortableEstimator | undefined => {
  const { layers, rescale, output, weights } = network;
  const dense = layers.filter((layer): layer is DenseLayer => layer.type === 'dense');
  if (dense.length < layers.length || rescale) return undefined;
  const outputs = outputsOf(network);
  const classes = { softmax: outputs, sigmoid: 2, linear: 0 }[output];
  return {
    kind: 'dense',
    link: links[output],
    classes,
    sizes: [dense[0]?.inputs ?? 0, ...dense.map(({ units }) => units)],
    activations: dense.map(({ activation }) => activation),
    weights: joined(weights),
  };
};
