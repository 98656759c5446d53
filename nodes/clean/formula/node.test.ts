import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';

const ctx = await openContext();
const engine = await openEngine({ workers: 1 });
afterAll(async () => {
  await ctx.close();
  await engine.close();
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const table = await tableOf(ctx, 'price area:integer sold:number:target', [
  [10, 2, 1],
  [9, 0, 2],
  [null, 3, 3],
]);

const made = async (name: string, expression: string) => {
  const result = only(await transform(node, { name, expression }, { table, ctx }));
  return { columns: result.columns, values: (await ctx.rowsOf(result)).map((row) => row[name]) };
};

const shaped = (params: Readonly<Record<string, string>>) => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const { columns, split } = table;
  return node.shape({ kind: 'table', columns, split }, node.params.parse(params) as never);
};

test('a column is made of others, and what has no result is counted with examples', async () => {
  const { values, columns } = await made('per area', 'price / area');
  expect(values).toEqual([5, null, null]);
  expect(columns.at(-1)).toEqual({ name: 'per area', type: 'number', role: 'feature' });
  expect(ctx.findings).toEqual([
    expect.objectContaining({ code: 'data.formula-missing', rows: 1, examples: ['price = 9.0, area = 0'] }),
  ]);
});

test('a column is replaced in its place, and that is said', async () => {
  const { values, columns } = await made('area', "if(area > 1, 'large', 'small')");
  expect(values).toEqual(['large', 'small', 'large']);
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['price number', 'area category', 'sold number']);
  expect(ctx.findings.map(({ code }) => code)).toEqual(['data.column-replaced']);
});

test('a feature made of the target is warned about; the target by its own logarithm is not', async () => {
  expect(shaped({ name: 'x', expression: 'sold * 2' }).problems).toMatchObject([
    { code: 'leak.formula-uses-target', severity: 'warning', column: 'sold' },
  ]);
  expect(shaped({ name: 'sold', expression: 'log(sold)' }).problems).toEqual([]);
  await made('x', 'sold * 2');
  expect(ctx.findings.map(({ code }) => code)).toEqual(['leak.formula-uses-target']);
});

describe('before a run', () => {
  test.each([
    ['x', 'prise + 1', 'at character 1, there is no column “prise”; did you mean “price”?'],
    ['x', 'price + ', 'at character 9, the expression ends'],
    ['Price', 'area', 'there is “price” already'],
    ['', 'area', 'the new column needs one'],
    ['__row', 'area', 'two underscores'],
  ])('%s = %s is a problem', async (name, expression, reason) => {
    const { problems } = shaped({ name, expression });
    expect(problems).toMatchObject([{ code: 'param.invalid', message: expect.stringContaining(reason) }]);
    await expect(made(name, expression)).rejects.toMatchObject({ code: 'param.invalid' });
  });

  test('no formula yet is a warning, and the table goes on as it is', async () => {
    expect(shaped({}).problems).toMatchObject([{ code: 'param.required', severity: 'warning' }]);
    expect(only(await transform(node, {}, { table, ctx }))).toBe(table);
  });
});

test('a model that was trained behind a formula predicts on raw rows', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [i, (i % 7) + 1, i / ((i % 7) + 1)]);
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns: [{ name: 'a' }, { name: 'b' }, { name: 'y' }], rows } },
      roles: { type: 'clean.columns', params: { roles: { y: 'target' } } },
      formula: { type: 'clean.formula', params: { name: 'ratio', expression: 'a / b' } },
      split: { type: 'split.train-test' },
      model: { type: 'train.linear-regression' },
      again: { type: 'evaluate.predict' },
      metrics: { type: 'evaluate.regression-metrics' },
    },
    wires: [
      'data.table > roles.table',
      'roles.table > formula.table',
      'formula.table > split.table',
      'split.table > model.table',
      'model.model > again.model',
      'roles.table > again.table',
      'again.predictions > metrics.predictions',
    ],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  const found = run.report('metrics').metrics.find(({ name }) => name === 'r2');
  expect(found?.value).toBeGreaterThan(0.99);
});
