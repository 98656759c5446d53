import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueEntry } from '../../contract/catalogue.ts';
import { nodes } from '../../nodes/index.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { Experiment, learned, prepared } from './experiment.ts';

let experiment: Experiment;
beforeAll(async () => {
  experiment = await Experiment.open();
});
afterAll(() => experiment.close());

const learner = { type: 'train.logistic-regression', params: { maxIter: 200 } };

/** Times differ from run to run; scores, settings and verdicts must not. */
const timeless = (run: FinishedRun, node: string) => {
  const { metrics, findings } = run.report(node);
  return { metrics, findings };
};

/** Every method that the node offers. */
const methods = ((): readonly string[] => {
  const node = nodes['tune.search'];
  const schema = node && catalogueEntry('tune.search', node).params['properties'];
  return (schema as unknown as { readonly method: { readonly enum: readonly string[] } }).method.enum;
})();

test.each(methods)('a %s search sees no test rows', async (method) => {
  const flow = prepared('class', {
    nodes: { learner, search: { type: 'tune.search', params: { method, trials: 5 } } },
    wires: ['scale.table > learner.table', 'scale.table > search.table', 'learner.learner > search.learners'],
  });
  const clean = await experiment.clean(flow);
  const poisoned = await experiment.poisoned(flow, clean, ['test']);
  expect(learned(await experiment.model(poisoned, 'search'))).toEqual(learned(await experiment.model(clean, 'search')));
  expect(timeless(poisoned, 'search').metrics.filter(({ part }) => part !== 'test')).toEqual(
    timeless(clean, 'search').metrics.filter(({ part }) => part !== 'test'),
  );
});

test('folds of the training rows are scored without a look at test rows', async () => {
  const flow = prepared(
    'class',
    {
      nodes: { learner, search: { type: 'tune.search', params: { trials: 4 } } },
      wires: ['scale.table > learner.table', 'scale.table > search.table', 'learner.learner > search.learners'],
    },
    { type: 'split.k-fold', k: 3 },
  );
  const clean = await experiment.clean(flow);
  const poisoned = await experiment.poisoned(flow, clean, ['test']);
  expect(learned(await experiment.model(poisoned, 'search'))).toEqual(learned(await experiment.model(clean, 'search')));
});

test.each([
  ['tune.compare-learners', {}],
  ['tune.features', { method: 'forward', patience: 1, most: 2 }],
  ['tune.features', { method: 'recursive' }],
])('%s %o sees no test rows', async (type, params) => {
  const flow = prepared('class', {
    nodes: {
      learner: { type: 'train.random-forest', params: { trees: 6 } },
      bayes: 'train.naive-bayes',
      tuned: { type, params: { ...params, folds: 3 } },
    },
    wires: [
      'scale.table > learner.table',
      'scale.table > bayes.table',
      'scale.table > tuned.table',
      'learner.learner > tuned.learners',
      ...(type === 'tune.compare-learners' ? ['bayes.learner > tuned.learners'] : []),
    ],
  });
  const clean = await experiment.clean(flow);
  const poisoned = await experiment.poisoned(flow, clean, ['test']);
  expect(learned(await experiment.model(poisoned, 'tuned'))).toEqual(learned(await experiment.model(clean, 'tuned')));
  expect(timeless(poisoned, 'tuned').metrics).toEqual(timeless(clean, 'tuned').metrics);
  expect(poisoned.report('tuned').tables).toEqual(clean.report('tuned').tables);
});
