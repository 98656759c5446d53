import type { Architecture } from './network.ts';

/** Weighted sums over rows. */
export interface Score {
  readonly loss: number;
  /** Rows whose class was right, or absolute errors. */
  readonly metric: number;
}

export interface Outputs {
  readonly rows: number;
  /** Last sums of the network, rows × outputs. */
  readonly sums: Float32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

type Head = (outputs: Outputs, deltas: Float32Array | undefined, factor: number) => Score;

/**
 * Log loss of classes, squared error of values. Writes what the loss, times `factor`, changes by with each sum to `deltas`.
 * In plain TypeScript: it looks at a few numbers a row, and `Math.exp` and `Math.log` are the same on every machine.
 */
export const scoreOutputs = (output: Architecture['output'], ...rest: Parameters<Head>): Score =>
  heads[output](...rest);

const sigmoid: Head = ({ rows, sums, y, weights }, deltas, factor) => {
  let loss = 0;
  let metric = 0;
  for (let row = 0; row < rows; row++) {
    const sum = sums[row] as number;
    const label = y[row] as number;
    const weight = weights[row] as number;
    const small = Math.exp(-Math.abs(sum));
    loss += weight * (Math.max(sum, 0) - sum * label + Math.log1p(small));
    if (sum >= 0 === (label === 1)) metric += weight;
    const probability = sum >= 0 ? 1 / (1 + small) : small / (1 + small);
    if (deltas) deltas[row] = (probability - label) * weight * factor;
  }
  return { loss, metric };
};

const softmax: Head = ({ rows, sums, y, weights }, deltas, factor) => {
  const classes = sums.length / Math.max(1, rows);
  let loss = 0;
  let metric = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const label = y[row] as number;
    const weight = weights[row] as number;
    let best = 0;
    for (let code = 1; code < classes; code++)
      if ((sums[start + code] as number) > (sums[start + best] as number)) best = code;
    const largest = sums[start + best] as number;
    let total = 0;
    for (let code = 0; code < classes; code++) total += Math.exp((sums[start + code] as number) - largest);
    loss += weight * (Math.log(total) + largest - (sums[start + label] as number));
    if (best === label) metric += weight;
    if (!deltas) continue;
    for (let code = 0; code < classes; code++) {
      const probability = Math.exp((sums[start + code] as number) - largest) / total;
      deltas[start + code] = (probability - (code === label ? 1 : 0)) * weight * factor;
    }
  }
  return { loss, metric };
};

const linear: Head = ({ rows, sums, y, weights }, deltas, factor) => {
  let loss = 0;
  let metric = 0;
  for (let row = 0; row < rows; row++) {
    const error = (sums[row] as number) - (y[row] as number);
    const weight = weights[row] as number;
    loss += weight * error * error;
    metric += weight * Math.abs(error);
    if (deltas) deltas[row] = 2 * error * weight * factor;
  }
  return { loss, metric };
};

const heads: Readonly<Record<Architecture['output'], Head>> = { sigmoid, softmax, linear };
