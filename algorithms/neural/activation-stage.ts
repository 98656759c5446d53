import type { NetworkKernels } from '../kernels/network-kernels.ts';
import type { DenseLayer } from './network.ts';
import { floatBytes, type Pass, type Stage, type StagePlan } from './stage.ts';
import { dropLimit } from './trainer.ts';

interface Activated {
  readonly plan: StagePlan;
  /** Values of a row. */
  readonly units: number;
}

/** What becomes of a layer's sums, in place: activation, then dropout. */
export const activationStage = (
  kernels: NetworkKernels,
  activation: DenseLayer['activation'],
  { plan, units }: Activated,
): Stage => {
  const { values, deltas } = plan.to;
  const smooth = activation === 'tanh' || activation === 'sigmoid' ? smoothOnes[activation] : undefined;
  const views = new Float32Array(kernels.buffer);
  const within = (at: number, count: number): Float32Array => views.subarray(at / floatBytes, at / floatBytes + count);
  const dropOut = ({ rows, first, dropout }: Pass, to: number): number => {
    if (!dropout || plan.salt === undefined) return 1;
    const kept = 1 - dropout.share;
    const salt = dropout.salts[plan.salt] ?? 0;
    kernels.dropOut(to, first * units, rows * units, salt, dropLimit(dropout.share), 1 / kept);
    return kept;
  };
  return {
    forward: (pass) => {
      const count = pass.rows * units;
      if (activation === 'relu') kernels.relu(values, count);
      if (smooth) smooth.forward(within(values, count));
      dropOut(pass, values);
    },
    backward: (pass) => {
      const count = pass.rows * units;
      const kept = dropOut(pass, deltas);
      if (activation === 'relu') kernels.reluGradient(values, deltas, count);
      // Values that were dropped give a wrong slope, but their deltas are 0 by now.
      if (smooth) smooth.backward(within(values, count), within(deltas, count), kept);
    },
  };
};

interface Smooth {
  forward(values: Float32Array): void;
  /** `values` is what came out, divided by `kept`. */
  backward(values: Float32Array, deltas: Float32Array, kept: number): void;
}

const smoothOnes: Readonly<Record<'tanh' | 'sigmoid', Smooth>> = {
  tanh: {
    forward: (values) => {
      for (let at = 0; at < values.length; at++) values[at] = Math.tanh(values[at] as number);
    },
    backward: (values, deltas, kept) => {
      for (let at = 0; at < values.length; at++) {
        const value = (values[at] as number) * kept;
        deltas[at] = (deltas[at] as number) * (1 - value * value);
      }
    },
  },
  sigmoid: {
    forward: (values) => {
      for (let at = 0; at < values.length; at++) values[at] = 1 / (1 + Math.exp(-(values[at] as number)));
    },
    backward: (values, deltas, kept) => {
      for (let at = 0; at < values.length; at++) {
        const value = (values[at] as number) * kept;
        deltas[at] = (deltas[at] as number) * value * (1 - value);
      }
    },
  },
};
