import { afterAll, beforeAll, expect, test } from 'vitest';
import { Experiment, learned, prepared } from './experiment.ts';

let experiment: Experiment;
beforeAll(async () => {
  experiment = await Experiment.open();
});
afterAll(() => experiment.close());

const learner = 'train.naive-bayes';

test.each([
  ['a model', ['learner.model > it.model', 'learner.predictions > it.predictions']],
  ['a learner', ['learner.learner > it.learner', 'scale.table > it.table']],
])('calibrating %s learns nothing from test rows, bit by bit', async (_, wires) => {
  const flow = prepared('class', {
    nodes: { learner, it: 'train.calibrate' },
    wires: ['scale.table > learner.table', ...wires],
  });
  const clean = await experiment.clean(flow);
  const model = learned(await experiment.model(clean, 'it'));
  const poisoned = await experiment.poisoned(flow, clean, ['test']);
  expect(model.calibration).toBeDefined();
  expect(learned(await experiment.model(poisoned, 'it'))).toEqual(model);
  expect(poisoned.output('it', 'predictions').hash).not.toBe(clean.output('it', 'predictions').hash);
});

test('calibrating a learner learns nothing from validation rows', async () => {
  const flow = prepared('class', {
    nodes: { learner, it: 'train.calibrate' },
    wires: ['scale.table > learner.table', 'learner.learner > it.learner', 'scale.table > it.table'],
  });
  const clean = await experiment.clean(flow);
  const { calibration } = learned(await experiment.model(clean, 'it'));
  const poisoned = await experiment.poisoned(flow, clean, ['validation', 'test']);
  expect(learned(await experiment.model(poisoned, 'it')).calibration).toEqual(calibration);
});
