import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../algorithms/random/random.ts';
import type { Reporting } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { TrainingData } from '../../contract/matrix.ts';
import { createPool } from '../../engine/compute/pool.ts';
import { sharedDoubles, sharedFloats } from '../../engine/learning/shared-array.ts';
import { workerFile } from './open-step.ts';

const alone = createPool({ worker: workerFile, size: 1 });
const together = createPool({ worker: workerFile, size: 2 });
afterAll(() => Promise.all([alone.close(), together.close()]));

const columns = 20;

interface Shape {
  readonly rows: number;
  readonly gaps: boolean;
}

const forTrees: Shape = { rows: 40_000, gaps: true };
/** So many that a pass over them is shared. */
const forLines: Shape = { rows: 100_000, gaps: false };

/** Numbers with gaps, a category, and a target that several of them tell. */
const dataOf = (classes: number, { rows, gaps }: Shape): TrainingData => {
  const random = createRandom(3);
  const data = sharedFloats(rows * columns);
  const y = sharedDoubles(rows);
  for (let row = 0; row < rows; row++) {
    let sum = random.normal();
    for (let column = 0; column < columns; column++) {
      const value = column === 5 ? random.below(9) : random.normal();
      data[column * rows + row] = gaps && random.below(30) === 0 ? Number.NaN : value;
      sum += column === 5 ? value % 3 : column % 4 === 0 ? value : 0;
    }
    y[row] = classes > 0 ? Math.max(0, Math.min(classes - 1, Math.floor(sum))) : sum;
  }
  return {
    task: classes > 0 ? 'classification' : 'regression',
    classes: Array.from({ length: classes }, (_, code) => `c${code}`),
    x: {
      rows,
      data,
      columns: Array.from({ length: columns }, (_, at) => ({
        name: `f${at}`,
        kind: at === 5 ? 'category' : 'number',
        levels: at === 5 ? [...'abcdefghi'] : [],
      })),
    },
    y,
  };
};

const silent: Reporting = {
  progress: () => undefined,
  metric: () => undefined,
  log: () => undefined,
  finding: () => undefined,
};

const job = (type: string, params: JsonObject, data: TrainingData) => ({
  ...{ type, params, data, predict: [data.x], seed: 7, tensors: false },
});

const boosting = 'train.gradient-boosting';
const logistic = 'train.logistic-regression';
const cases: readonly (readonly [string, JsonObject, number])[] = [
  [boosting, { rounds: 12 }, 2],
  [boosting, { rounds: 6, subsample: 0.6, columnSample: 0.7 }, 4],
  [boosting, { rounds: 6, loss: 'squared' }, 0],
  [boosting, { rounds: 4, loss: 'absolute' }, 0],
  [boosting, { rounds: 4, loss: 'quantile', quantile: 0.8 }, 0],
  ['train.random-forest', { trees: 12, maxDepth: 8 }, 3],
  ['train.random-forest', { trees: 12, minLeaf: 20 }, 0],
  [logistic, {}, 2],
  [logistic, { penalty: 'none' }, 3],
];

for (const [type, params, classes] of cases)
  test(`${type} ${JSON.stringify(params)} with ${classes} classes is the same for one thread and for two`, {
    timeout: 120_000,
  }, async () => {
    const data = dataOf(classes, type === logistic ? forLines : forTrees);
    const options = { signal: new AbortController().signal, reporting: silent };
    const one = await alone.fit(job(type, params, data), options);
    // The second fit finds its helper awake, so that it does its part from the first tree on.
    await together.fit(job(type, params, data), options);
    const two = await together.fit(job(type, params, data), options);
    expect(two.estimator).toEqual(one.estimator);
    expect(two.predictions).toEqual(one.predictions);
  });

test('a fit with helpers is cancelled within 200 ms, and the next one is not troubled', {
  timeout: 120_000,
}, async () => {
  const data = dataOf(2, forTrees);
  let quickest = Number.POSITIVE_INFINITY;
  for (const type of [boosting, 'train.random-forest', boosting]) {
    const abort = new AbortController();
    let begun = (): void => undefined;
    const progress = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const endless = job(type, type === boosting ? { rounds: 100_000 } : { trees: 10_000 }, data);
    const fit = together.fit(endless, {
      signal: abort.signal,
      reporting: { ...silent, progress: (fraction) => ((fraction ?? 0) > 0 ? begun() : undefined) },
    });
    await progress;
    const asked = performance.now();
    abort.abort();
    await expect(fit).rejects.toMatchObject({ code: 'request.cancelled' });
    quickest = Math.min(quickest, performance.now() - asked);
  }
  expect(quickest).toBeLessThan(200);
});
