import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../contract/flow.ts';
import { nodes } from '../../nodes/index.ts';
import { Experiment, learned, prepared, smallParams } from './experiment.ts';
import type { Target } from './made-up-data.ts';

let experiment: Experiment;
beforeAll(async () => {
  experiment = await Experiment.open();
});
afterAll(() => experiment.close());

const withLearner = (target: Target, type: string): Flow =>
  prepared(target, { nodes: { learner: { type, params: smallParams(type) } }, wires: ['scale.table > learner.table'] });

const cases = Object.entries(nodes).flatMap(([type, node]) =>
  node.role === 'learner'
    ? node.tasks.map((task): [string, Target] => [type, task === 'classification' ? 'class' : 'value'])
    : [],
);

test.each(cases)('%s on a %s learns nothing from test rows, bit by bit', async (type, target) => {
  const flow = withLearner(target, type);
  const clean = await experiment.clean(flow);
  const model = learned(await experiment.model(clean, 'learner'));
  const poisoned = await experiment.poisoned(flow, clean, ['test']);
  expect(learned(await experiment.model(poisoned, 'learner'))).toEqual(model);
  expect(model.states.map(({ type: step }) => step)).toContain('clean.scale');
  expect(poisoned.output('learner', 'predictions').hash).not.toBe(clean.output('learner', 'predictions').hash);
  expect(poisoned.report('learner').metrics).toEqual(clean.report('learner').metrics);
  expect(poisoned.report('learner').figures).toEqual(clean.report('learner').figures);
});

test.each(cases)('transforms before %s on a %s learn nothing from validation rows', async (type, target) => {
  const flow = withLearner(target, type);
  const clean = await experiment.clean(flow);
  const { states, preparation, classes, rows } = learned(await experiment.model(clean, 'learner'));
  const poisoned = await experiment.poisoned(flow, clean, ['validation', 'test']);
  const other = learned(await experiment.model(poisoned, 'learner'));
  expect({ states: other.states, preparation: other.preparation, classes: other.classes, rows: other.rows }).toEqual({
    states,
    preparation,
    classes,
    rows,
  });
});

test('the poison is strong enough: in the training rows it changes everything that is learned', async () => {
  const flow = withLearner('class', 'train.logistic-regression');
  const clean = await experiment.clean(flow);
  const model = learned(await experiment.model(clean, 'learner'));
  const poisoned = learned(await experiment.model(await experiment.poisoned(flow, clean, ['train']), 'learner'));
  for (const [index, { type, state }] of model.states.entries())
    if (state !== null) expect([type, poisoned.states[index]?.state]).not.toEqual([type, state]);
  expect(poisoned.arrays).not.toEqual(model.arrays);
});

test.each(['first', 'most-complete'])(
  'test rows do not decide which duplicates are learned from (%s)',
  async (keep) => {
    const flow = prepared('class', {
      nodes: {
        unique: { type: 'clean.deduplicate', params: { keys: ['age'], keep } },
        learner: { type: 'train.logistic-regression', params: { maxIter: 200 } },
      },
      wires: ['scale.table > unique.table', 'unique.table > learner.table'],
    });
    const clean = await experiment.clean(flow);
    const poisoned = await experiment.poisoned(flow, clean, ['test']);
    const model = learned(await experiment.model(clean, 'learner'));
    expect(model.rows).toBeLessThan(100);
    expect(learned(await experiment.model(poisoned, 'learner'))).toEqual(model);
  },
);
