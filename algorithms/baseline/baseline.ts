import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import { createRandom } from '../random/random.ts';
import { argsort } from '../sort/argsort.ts';

export type BaselineStrategy = 'auto' | 'most-frequent' | 'stratified' | 'mean' | 'median';

const ofTask = {
  classification: ['most-frequent', 'stratified'],
  regression: ['mean', 'median'],
} as const;

const chosen = (strategy: BaselineStrategy, task: TrainingData['task']): string => {
  if (strategy === 'auto') return ofTask[task][0];
  if ((ofTask[task] as readonly string[]).includes(strategy)) return strategy;
  throw fail('param.invalid', {
    param: 'strategy',
    values: { reason: `${strategy} is not for ${task}; choose ${ofTask[task].join(' or ')}` },
  });
};

const weightAt = ({ weights }: TrainingData, row: number): number => (weights ? (weights[row] as number) : 1);

const sharesOf = (data: TrainingData): number[] => {
  const sums = new Array<number>(data.classes.length).fill(0);
  let total = 0;
  for (let row = 0; row < data.y.length; row++) {
    const code = data.y[row] as number;
    sums[code] = (sums[code] ?? 0) + weightAt(data, row);
    total += weightAt(data, row);
  }
  return sums.map((sum) => sum / total);
};

const meanOf = (data: TrainingData): number => {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < data.y.length; row++) {
    sum += (data.y[row] as number) * weightAt(data, row);
    total += weightAt(data, row);
  }
  return sum / total;
};

/** Where half of the weight lies on either side; the middle of two values where it falls between them. */
const medianOf = (data: TrainingData): number => {
  const order = argsort(data.y);
  let half = 0;
  for (let row = 0; row < data.y.length; row++) half += weightAt(data, row) / 2;
  let below = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    below += weightAt(data, row);
    if (below < half) continue;
    const value = data.y[row] as number;
    return below === half && at + 1 < order.length ? (value + (data.y[order[at + 1] as number] as number)) / 2 : value;
  }
  return Number.NaN;
};

/**
 * What can be said without any feature: the classes' shares, or one value.
 * `most-frequent` gives the shares as probabilities; `stratified` draws one class a row by them.
 * @throws param.invalid where the strategy is for another task, data.no-training-rows
 */
export const fitBaseline = (data: TrainingData, strategy: BaselineStrategy, seed: number): Estimator => {
  const kind = chosen(strategy, data.task);
  if (data.y.length === 0) throw fail('data.no-training-rows');
  if (data.task === 'classification')
    return { json: { kind, seed }, arrays: { shares: Float64Array.from(sharesOf(data)) } };
  return { json: { kind, seed }, arrays: { value: Float64Array.of(kind === 'mean' ? meanOf(data) : medianOf(data)) } };
};

/** A number from a row's content, so that a row is drawn the same class whichever rows come with it. */
const fingerprintOf = (x: Matrix, bits: Uint32Array, row: number): number => {
  let hash = 0x811c9dc5;
  for (let column = 0; column < x.columns.length; column++)
    hash = Math.imul(hash ^ (bits[column * x.rows + row] as number), 0x01000193) ^ (hash >>> 15);
  return hash;
};

const drawn = (shares: Float64Array, random: number): number => {
  let sum = 0;
  for (let code = 0; code < shares.length; code++) {
    sum += shares[code] as number;
    if (random < sum) return code;
  }
  return shares.length - 1;
};

/** As `LearnerSpec.predict`. */
export const predictBaseline = ({ json, arrays }: Estimator, x: Matrix): Float64Array => {
  const { shares, value } = arrays as Readonly<Record<string, Float64Array | undefined>>;
  if (!shares) return new Float64Array(x.rows).fill(value?.[0] ?? Number.NaN);
  const probabilities = new Float64Array(x.rows * shares.length);
  const bits = new Uint32Array(x.data.buffer, x.data.byteOffset, x.data.length);
  for (let row = 0; row < x.rows; row++)
    if (json['kind'] === 'stratified') {
      const code = drawn(shares, createRandom(Number(json['seed']), fingerprintOf(x, bits, row)).next());
      probabilities[row * shares.length + code] = 1;
    } else probabilities.set(shares, row * shares.length);
  return probabilities;
};

/** Undefined where classes are drawn. */
export const portableBaseline = ({ json, arrays }: Estimator): PortableEstimator | undefined => {
  if (json['kind'] === 'stratified') return undefined;
  const { shares, value } = arrays as Readonly<Record<string, Float64Array | undefined>>;
  return {
    kind: 'constant',
    link: 'identity',
    classes: shares?.length ?? 0,
    answers: shares ?? value ?? Float64Array.of(Number.NaN),
  };
};
