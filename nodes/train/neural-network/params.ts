import { z } from 'zod';
import { activations, networkKinds } from '../../../algorithms/neural/network.ts';
import { param } from '../../../contract/params.ts';

const convolutional = { kind: ['conv1d', 'conv2d'] };

export const networkParams = z.object({
  kind: param(z.enum(networkKinds).default('dense'), {
    title: 'Kind',
    description:
      'Dense for ordinary columns. Conv1d takes the features, in their order, as steps of a sequence; conv2d takes them as the pixels of an image, row by row, as “Images” makes them.',
  }),
  filters: param(z.array(z.int().min(1).max(512)).min(1).max(6).default([16, 32]), {
    title: 'Filters',
    description: 'Patterns that each convolution looks for. Behind each, neighbours are pooled two by two.',
    widget: 'list',
    when: convolutional,
  }),
  kernelSize: param(z.int().min(1).max(11).default(3), {
    title: 'Kernel size',
    description: 'Steps or pixels, in each direction, that a filter sees at once.',
    when: convolutional,
  }),
  width: param(z.int().min(0).max(4096).default(0), {
    title: 'Width',
    description: 'Pixels in a row of the image; 0 for square images.',
    unit: 'pixels',
    when: { kind: ['conv2d'] },
    advanced: true,
  }),
  channels: param(z.int().min(0).max(256).default(0), {
    title: 'Channels',
    description:
      'Values that stand side by side for a pixel or a step, such as red, green and blue. 0 finds out: 3 where that makes a square image, else 1.',
    when: convolutional,
    advanced: true,
  }),
  layers: param(z.array(z.int().min(1).max(4096)).max(12).default([64, 32]), {
    title: 'Layers',
    description: 'Units of each hidden dense layer; a dense network without any is linear.',
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
