import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import type { FinishedRun } from '../../../tests/harness/finished-run.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { lastDoubling, timeExponent } from './learned-sizes.ts';
import { moreData } from './more-data.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const curve = (data: JsonObject, learner: string, params: JsonObject = {}): Promise<FinishedRun> =>
  engine
    .open(
      sketch({
        nodes: {
          data: { type: 'source.sample', params: data },
          split: 'split.train-test',
          learner: { type: learner },
          curve: { type: 'evaluate.learning-curve', params },
        },
        wires: [
          'data.table > split.table',
          'split.table > learner.table',
          'split.table > curve.table',
          'learner.learner > curve.learner',
        ],
      }),
    )
    .run()
    .expect('succeeded');

test('a learner that has seen enough is told so, with score and seconds for each size', async () => {
  const done = await curve({ name: 'moons', rows: 2000, noise: 0.2 }, 'train.logistic-regression');
  const { findings, tables, figures, headline } = done.report('curve');
  expect(headline).toBe('roc-auc');
  expect(findings.map(({ message }) => message)[0]).toMatch(/^More data does not help: from .+, less than 0.2\.$/);
  expect(tables[0]?.rows.map(([share]) => share)).toEqual([0.1, 0.2, 0.35, 0.5, 0.7, 1]);
  expect(tables[0]?.rows.at(-1)?.[2]).toBe(done.metric('curve', 'roc-auc', 'validation').value);
  for (const figure of figures) expect(drawable(figure)).toEqual([]);
  expect(Object.keys(done.node('curve').curves)).toEqual(['score', 'seconds']);
}, 60_000);

test('a learner that still gains is told that more rows help', async () => {
  const done = await curve({ name: 'moons', rows: 160, noise: 0.1 }, 'train.gradient-boosting', { metric: 'accuracy' });
  const [finding] = done.report('curve').findings;
  expect(finding?.message).toMatch(/^More data (helps|may help): /);
  expect(finding?.value).toBeGreaterThan(0.2);
}, 60_000);

describe('the verdict', () => {
  const size = (share: number, scores: readonly number[], seconds = share) => ({
    share,
    rows: share * 1000,
    scores,
    seconds,
  });

  test('takes the size nearest to half, and what a doubling gained', () => {
    const sizes = [size(0.1, [0.5, 0.5]), size(0.4, [0.7, 0.72]), size(1, [0.8, 0.82])];
    const growth = lastDoubling(sizes, 'accuracy', 0.25);
    expect(growth?.from.share).toBe(0.4);
    expect(growth?.gain.mean).toBeCloseTo(0.1 / Math.log2(2.5), 12);
  });

  test('of an error is in percent of it, and better where it falls', () => {
    const helps = [size(0.5, [10, 11, 10, 11, 10.5]), size(1, [8, 8.8, 8.1, 8.7, 8.4])];
    expect(moreData(lastDoubling(helps, 'rmse', 0.25), 'rmse').message).toMatch(
      /^More data helps: from 500 to 1,000 rows, a doubling gained 20 \(.+\) % of the error in rmse\.$/,
    );
    const worse = [size(0.5, [8, 9]), size(1, [9, 10])];
    expect(moreData(lastDoubling(worse, 'rmse', 0.25), 'rmse').message).toMatch(/^More data does not help: /);
  });

  test('is held back where folds differ by more than the gain, or the metric is undefined', () => {
    const unsure = [size(0.5, [0.7, 0.8, 0.75]), size(1, [0.9, 0.7, 0.75])];
    expect(moreData(lastDoubling(unsure, 'accuracy', 0.25), 'accuracy').message).toMatch(
      /^More data may help: .+ differ by more/,
    );
    const none = [size(0.5, [0.7]), { ...size(1, [0]), scores: [null] }];
    expect(moreData(lastDoubling(none, 'accuracy', 0.25), 'accuracy').message).toMatch(/^Can't tell/);
  });

  test('on time is the exponent of a power law, and nothing where fits are too quick or uneven', () => {
    const power = [100, 200, 500, 1000].map((rows) => ({
      share: rows / 1000,
      rows,
      scores: [],
      seconds: 1e-5 * rows ** 1.5,
    }));
    expect(timeExponent(power)).toBeCloseTo(1.5, 10);
    expect(timeExponent(power.map((one) => ({ ...one, seconds: one.seconds / 1e4 })))).toBeUndefined();
    const uneven = power.map((one, at) => ({ ...one, seconds: [0.2, 0.6, 0.5, 0.15][at] ?? 0 }));
    expect(timeExponent(uneven)).toBeUndefined();
  });
});
