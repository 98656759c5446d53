import { z } from 'zod';
import { activations } from '../../../algorithms/neural/network.ts';
import { param } from '../../../contract/params.ts';

export const networkParams = z.object({
  layers: param(z.array(z.int().min(1).max(4096)).max(12).default([64, 32]), {
    title: 'Layers',
    description: 'Units of each hidden layer; without any the network is linear.',
    widget: 'list',
  }),
  activation: param(z.enum(activations).default('relu'), {
    title: 'Activation',
    description: 'What each hidden unit makes of its sum.',
    advanced: true,
  }),
  learningRate: param(z.number().min(1e-6).max(1).default(1e-3), {
    title: 'Learning rate',
    description: 'Size of the steps of the Adam optimiser.',
    log: true,
    search: { low: 1e-4, high: 1e-2, log: true },
  }),
  batchSize: param(z.int().min(1).max(65_536).default(128), {
    title: 'Batch size',
    description: 'Rows a step is computed from.',
    unit: 'rows',
  }),
  epochs: param(z.int().min(1).max(10_000).default(100), {
    title: 'Epochs',
    description: 'Most passes over the training rows.',
  }),
  earlyStop: param(z.int().min(1).max(10_000).default(10), {
    title: 'Early stop',
    description:
      'Epochs without a better loss on the validation rows after which training ends. The best epoch is kept.',
    unit: 'epochs',
  }),
  dropout: param(z.number().min(0).max(0.9).default(0), {
    title: 'Dropout',
    description: 'Share of hidden units that is left out at random in each step.',
    advanced: true,
  }),
  weightDecay: param(z.number().min(0).max(1).default(1e-4), {
    title: 'Weight decay',
    description: 'How much weights shrink with each step, against fitting noise.',
    advanced: true,
    log: true,
  }),
});

export type NetworkParams = z.infer<typeof networkParams>;
