import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import { sketch } from '../harness/sketch.ts';
import { Experiment, learned } from './experiment.ts';

let experiment: Experiment;
beforeAll(async () => {
  experiment = await Experiment.open();
});
afterAll(() => experiment.close());

const numbers = { amount: { method: 'knn' }, age: { method: 'model' } };
const cases: readonly [string, JsonObject][] = [
  ['clean.missing-values', { byColumn: numbers }],
  ['clean.missing-values', { number: 'interpolate', category: 'next' }],
  ['clean.missing-values', { number: 'drop-row', category: 'drop-row' }],
  ['clean.tidy-text', {}],
  ['clean.outliers', { method: 'isolation-forest', action: 'remove' }],
  ['clean.outliers', { method: 'isolation-forest', action: 'flag' }],
  ['clean.select-features', { keep: 2 }],
  ['clean.select-features', { keep: 2, score: 'permutation' }],
  ['clean.deduplicate', { keys: ['age', 'colour'], nearDuplicates: true }],
  ...['weights', 'oversample', 'undersample', 'smote-nc'].map((method): [string, JsonObject] => [
    'clean.balance',
    { method },
  ]),
];

test.each(cases)('%s %j: a model behind it is the same whatever the test rows hold', async (type, params) => {
  const flow = sketch({
    nodes: {
      data: { type: 'source.csv-file', params: { path: 'data.csv' } },
      roles: { type: 'clean.columns', params: { roles: { class: 'target', value: 'ignored' } } },
      split: { type: 'split.train-test', params: { stratify: 'no' } },
      step: { type, params: params as never },
      learner: { type: 'train.logistic-regression', params: { maxIter: 200 } },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > split.table',
      'split.table > step.table',
      'step.table > learner.table',
    ],
  });
  const clean = await experiment.clean(flow);
  const model = learned(await experiment.model(clean, 'learner'));
  const poisoned = await experiment.poisoned(flow, clean, ['test']);
  expect(learned(await experiment.model(poisoned, 'learner'))).toEqual(model);
});
