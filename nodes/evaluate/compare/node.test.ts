import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../../algorithms/random/random.ts';
import type { SqlValue } from '../../../contract/context.ts';
import { predictionColumns } from '../../../contract/prediction-columns.ts';
import type { Report } from '../../../contract/report.ts';
import type { Predictions } from '../../../contract/values.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { run } from '../../../tests/conformance/node-driver.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

const rows = 300;
const actual = Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 'yes' : 'no'));

/** Predictions of a guesser that is right in a share of cases. */
const guesser = async (
  name: string,
  right: number,
  change: { readonly skip?: number; readonly turn?: number } = {},
) => {
  const random = createRandom(name.length * 31 + right * 100);
  const cells = actual.flatMap((truth, row): SqlValue[][] => {
    const given = row < (change.turn ?? 0) ? (truth === 'yes' ? 'no' : 'yes') : truth;
    const hit = random.next() < right;
    const probability = (truth === 'yes') === hit ? 0.6 + random.next() * 0.4 : random.next() * 0.4;
    const predicted = probability >= 0.5 ? 'yes' : 'no';
    return row < (change.skip ?? 0) ? [] : [[row, 'test', given, predicted, 1 - probability, probability]];
  });
  const table = await ctx.tables.fromRows(predictionColumns('classification', ['no', 'yes']), cells);
  return {
    kind: 'predictions',
    name,
    task: 'classification',
    target: 'paid',
    classes: ['no', 'yes'],
    threshold: 0.5,
    table,
  } satisfies Predictions;
};

const compare = async (predictions: readonly Predictions[], params = {}): Promise<Report> =>
  (await run(node, { resamples: 500, ...params }, { inputs: { predictions, report: [] }, ctx }))['report'] as Report;

const said = ({ findings }: Report): readonly string[] => findings.map(({ message }) => message);

test('a model that is clearly better beats the other, in words and with how sure that is', async () => {
  const report = await compare([await guesser('Forest', 0.95), await guesser('Coin', 0.6)], { metric: 'accuracy' });
  expect(said(report)).toEqual([
    expect.stringMatching(
      /^“Forest” beats “Coin”: its accuracy is better by 0\.\d+ \(0\.\d+ to 0\.\d+\) on the same 300 test rows, p = 0\.00\d+\.$/,
    ),
  ]);
  const [forest] = report.metrics;
  expect(forest).toMatchObject({ name: 'accuracy', part: 'test', model: 'Forest', n: 300 });
  expect(forest?.low).toBeLessThan(forest?.value ?? 0);
  for (const figure of report.figures) expect(drawable(figure)).toEqual([]);
});

test('where the difference may be chance there is no evidence, and three models give three pairs', async () => {
  const report = await compare([await guesser('A', 0.8), await guesser('BB', 0.81), await guesser('CCC', 0.8)]);
  expect(report.headline).toBe('roc-auc');
  expect(said(report)).toHaveLength(3);
  for (const text of said(report)) expect(text).toMatch(/^No evidence that “.+” beats “.+”: .+ p = /);
});

test('a model is equal to itself, and numbered', async () => {
  const one = await guesser('Forest', 0.8);
  expect(said(await compare([one, one]))).toEqual([
    '“Forest” and “Forest 2” are equal in roc-auc on the same 300 test rows.',
  ]);
});

test('predictions of other rows, or of something else, are refused with the number of rows', async () => {
  const one = await guesser('Forest', 0.8);
  await expect(compare([one, await guesser('Other', 0.8, { skip: 7 })])).rejects.toMatchObject({
    code: 'data.different-rows',
    message: expect.stringContaining('7 rows are in one of them only'),
  });
  await expect(compare([one, await guesser('Other', 0.8, { turn: 5 })])).rejects.toMatchObject({
    code: 'data.different-actuals',
    message: expect.stringContaining('In 5 of the same rows'),
  });
  await expect(compare([])).rejects.toMatchObject({ code: 'flow.missing-input' });
  expect(said(await compare([one]))).toEqual([expect.stringContaining('one model only')]);
  await expect(compare([one, one], { metric: 'rmse' })).rejects.toMatchObject({ code: 'param.invalid' });
});

test('values are compared by how far they are off, the smaller error being the better one', async () => {
  const values = async (name: string, noise: number): Promise<Predictions> => {
    const random = createRandom(noise * 10);
    const cells = actual.map((_, row): SqlValue[] => [row, 'validation', row / 10, row / 10 + random.normal() * noise]);
    const table = await ctx.tables.fromRows(predictionColumns('regression', []), cells);
    return { kind: 'predictions', name, task: 'regression', target: 'rent', classes: [], threshold: 0.5, table };
  };
  const report = await compare([await values('Rough', 3), await values('Fine', 1)]);
  expect(said(report)[0]).toMatch(/^“Fine” beats “Rough”: its rmse is better by .+ on the same 300 validation rows/);
});

test('the same seed gives the same verdict', async () => {
  const models = [await guesser('A', 0.8), await guesser('BB', 0.85)];
  expect(await compare(models)).toEqual(await compare(models));
});
