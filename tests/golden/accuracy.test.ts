import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { nodes } from '../../nodes/index.ts';
import { openEngine } from '../harness/engine.ts';
import { accuracyFlow, dataSets, learnerParams, seeds } from './accuracy-cases.ts';
import { mean } from './lattice.ts';

type Scores = Readonly<Record<string, readonly number[]>>;

const { scores } = JSON.parse(readFileSync(new URL('accuracy.json', import.meta.url), 'utf8')) as {
  readonly scores: Readonly<Record<string, Readonly<Record<string, Scores>>>>;
};

/** How far a mean over five splits may lie below the reference's. Learners without chance in them are the same, both ways. */
const bars: Readonly<Record<string, number>> = {
  'train.baseline': 1e-9,
  'train.linear-regression': 1e-6,
  'train.logistic-regression': 1e-3,
  'train.k-nearest-neighbours': 2e-3,
  'train.naive-bayes': 2e-3,
  'train.decision-tree': 0.02,
  'train.random-forest': 0.01,
  'train.gradient-boosting': 0.01,
  // Both stop after 40 epochs, short of where they would end, and begin with other draws of the same spread.
  'train.neural-network': 0.02,
};
const exact = [
  'train.baseline',
  'train.linear-regression',
  'train.logistic-regression',
  'train.k-nearest-neighbours',
  'train.naive-bayes',
];

/** Of a learner with several references the others are named behind a comma. */
const referencesOf = (sample: string, type: string): readonly Scores[] =>
  Object.entries(scores[sample] ?? {}).flatMap(([name, made]) => (name.split(', ')[0] === type ? [made] : []));

const engine = await openEngine({ workers: 0 });
afterAll(() => engine.close());

const cases = dataSets.flatMap((data) =>
  Object.keys(learnerParams)
    .filter((type) => type in nodes && scores[data.sample]?.[type])
    .map((type) => ({ type, name: data.sample, data })),
);

test.each(cases)(
  '$type on $name scores as its references do',
  async ({ type, data }) => {
    const metric = data.task === 'classification' ? 'roc-auc' : 'r2';
    const measured: number[] = [];
    for (const seed of seeds) {
      const run = await engine
        .open(accuracyFlow(data, seed, type))
        .run()
        .expect('succeeded');
      measured.push(run.metric('scores', metric, 'test').value ?? Number.NaN);
    }
    const bar = bars[type] ?? 0;
    for (const reference of referencesOf(data.sample, type)) {
      const difference = mean(measured) - mean(reference[metric] ?? []);
      expect(difference).toBeGreaterThanOrEqual(-bar);
      if (exact.includes(type)) expect(difference).toBeLessThanOrEqual(bar);
    }
  },
  120_000,
);
