import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { withInitialWeights } from './initial-weights.ts';
import type { Activation, Architecture } from './network.ts';

const network = (activation: Activation): Architecture => ({
  kind: 'conv2d',
  input: [4, 4, 2],
  layers: [
    { type: 'convolution', input: [4, 4, 2], filters: 40, size: [3, 3], activation },
    { type: 'pooling', input: [4, 4, 40], size: [2, 2] },
    { type: 'dense', inputs: 160, units: 30, activation },
    { type: 'dense', inputs: 30, units: 10, activation: 'linear' },
  ],
  output: 'softmax',
});

test.each(['relu', 'tanh', 'sigmoid'] as const)(
  'weights begin as far from 0 as Glorot allows for what comes in and goes out, with %s too, and biases at 0',
  (activation) => {
    const { weights } = withInitialWeights(network(activation), createRandom(1));
    const limits = [6 / (9 * 2 + 9 * 40), undefined, 6 / (160 + 30), 6 / (30 + 10)];
    expect(weights.map((one) => one?.kernel.length)).toEqual([720, undefined, 4800, 300]);
    for (const [index, one] of weights.entries()) {
      const limit = Math.sqrt(limits[index] ?? 0);
      const furthest = Math.max(...(one?.kernel.map(Math.abs) ?? [0]));
      expect(furthest).toBeLessThanOrEqual(Math.fround(limit));
      expect(furthest).toBeGreaterThanOrEqual(0.98 * limit);
      expect(one?.bias.every((bias) => bias === 0) ?? true).toBe(true);
    }
  },
);
