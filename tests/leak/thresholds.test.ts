import { afterAll, beforeAll, expect, test } from 'vitest';
import { Experiment, prepared } from './experiment.ts';

let experiment: Experiment;
beforeAll(async () => {
  experiment = await Experiment.open();
});
afterAll(() => experiment.close());

const flow = (objective: string, outOfFold: boolean) =>
  prepared(
    'class',
    {
      nodes: {
        two: { type: 'clean.filter-rows', params: { conditions: ['class in (low, high)'] } },
        learner: { type: 'train.logistic-regression', params: { maxIter: 200 } },
        threshold: { type: 'tune.threshold', params: { objective } },
      },
      wires: [
        'scale.table > two.table',
        'two.table > learner.table',
        'learner.model > threshold.model',
        'learner.predictions > threshold.predictions',
        ...(outOfFold ? ['two.table > threshold.table'] : []),
      ],
    },
    { type: 'split.train-test', ...(outOfFold ? { validation: 0 } : {}) },
  );

test.each([
  ['balanced-accuracy', false],
  ['cost', false],
  ['f-beta', true],
])('a threshold for %s is chosen without a look at test rows', async (objective, outOfFold) => {
  const clean = await experiment.clean(flow(objective, outOfFold));
  const poisoned = await experiment.poisoned(flow(objective, outOfFold), clean, ['test']);
  const chosen = (run: typeof clean) => run.report('threshold').study;
  expect(chosen(clean)).toBeDefined();
  expect(chosen(poisoned)).toEqual(chosen(clean));
  expect((await experiment.model(poisoned, 'threshold')).threshold).toBe(chosen(clean)?.chosen);
});
