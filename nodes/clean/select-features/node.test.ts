import { afterAll, beforeEach, expect, test } from 'vitest';
import { createRandom } from '../../../algorithms/random/random.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';
import { scoreNames } from './params.ts';

const ctx = await openContext();
const engine = await openEngine({ workers: 0 });
afterAll(async () => {
  await ctx.close();
  await engine.close();
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const random = createRandom(21);
const cellsOf = Array.from({ length: 300 }, (_, i) => {
  const [strong, weak, noise] = [random.normal(), random.normal(), random.normal()];
  const value = 2 * strong + 0.5 * weak + random.normal() / 4;
  const colour = value > 1 ? 'red' : value < -1 ? 'blue' : 'green';
  return { strong, weak, noise, value, colour, label: value > 0 ? 'yes' : 'no', i };
});
const names = 'noise:number strong copy weak same:integer colour:category note:text id:integer:id';
const rowOf = ({ strong, weak, noise, colour, i }: (typeof cellsOf)[number]) => [
  Math.abs(noise),
  i % 50 === 0 ? null : Math.abs(strong + 5),
  Math.abs(strong + 5) * 2 + 1,
  Math.abs(weak + 5),
  7,
  colour,
  `note ${i}`,
  i,
];
const classes = await tableOf(
  ctx,
  `${names} y:category:target`,
  cellsOf.map((cells) => [...rowOf(cells), cells.label]),
);
const numbers = await tableOf(
  ctx,
  `${names} y:number:target`,
  cellsOf.map((cells) => [...rowOf(cells), cells.value]),
);

const kept = async (params: object, table = classes): Promise<readonly string[]> =>
  only(await transform(node, { ...params }, { table, ctx })).columns.map(({ name }) => name);

test.each(scoreNames)('%s keeps what matters for classes and drops what is constant or repeated', async (score) => {
  const found = await kept({ score, keep: 2 });
  // What the class is made of; a model that has it needs no more.
  if (score !== 'permutation' && score !== 'l1') expect(found).toContain('colour');
  expect(found.includes('strong') !== found.includes('copy')).toBe(true);
  for (const gone of ['noise', 'same']) expect(found).not.toContain(gone);
  for (const stays of ['note', 'id', 'y']) expect(found).toContain(stays);
});

test.each(scoreNames.filter((score) => score !== 'chi2'))('%s ranks for numbers as well', async (score) => {
  const found = await kept({ score, keep: 3 }, numbers);
  expect(found.includes('strong') !== found.includes('copy')).toBe(true);
  expect(found).not.toContain('same');
  expect(found).not.toContain('noise');
});

test('the report says the rank, the score and the reason, and dropped features are counted', async () => {
  const outputs = (await transform(node, { keep: 2, score: 'anova' }, { table: classes, ctx })) as Record<
    string,
    unknown
  >;
  const { tables } = outputs['report'] as { tables: readonly { rows: readonly unknown[][] }[] };
  const rows = tables[0]?.rows ?? [];
  expect(rows.map(([rank]) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
  const reasons = Object.fromEntries(rows.map(([, column, , , why]) => [column, why]));
  expect(reasons['same']).toBe('always the same');
  expect([reasons['copy'], reasons['strong']].filter((why) => why === null)).toHaveLength(1);
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.features-dropped', value: 4 }));
});

test('correlation and variance are limits that can be moved', async () => {
  expect(await kept({ correlation: 1 })).toEqual(expect.arrayContaining(['strong', 'copy']));
  expect(await kept({ correlation: 0.95 })).not.toEqual(expect.arrayContaining(['strong', 'copy']));
  expect(await kept({ variance: 1e6 })).toEqual(['colour', 'note', 'id', 'y']);
});

test('chi2 gives no score to a column with negative numbers, and says so', async () => {
  const table = await tableOf(ctx, 'a b y:category:target', [
    [-1, 1, 'p'],
    [2, 5, 'q'],
    [3, 2, 'p'],
    [1, 7, 'q'],
  ]);
  await transform(node, { score: 'chi2' }, { table, ctx });
  expect(ctx.findings).toContainEqual(expect.objectContaining({ code: 'data.not-scored', examples: ['a'] }));
});

test('without a target in at least two rows nothing is dropped', async () => {
  const table = await tableOf(ctx, 'a b y:category:target', [
    [1, 1, 'p'],
    [1, 5, null],
  ]);
  expect(await kept({}, table)).toEqual(['a', 'b', 'y']);
  expect(ctx.findings.map(({ code }) => code)).toEqual(['data.nothing-to-select']);
});

test('chi2 of a number is a problem of the settings, as is no target', () => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const problemsOf = (columns: typeof numbers.columns, params: object) =>
    node
      .shape({ kind: 'table', columns, split: numbers.split }, node.params.parse(params) as never)
      .problems?.map(({ code }) => code);
  expect(problemsOf(numbers.columns, { score: 'chi2' })).toEqual(['data.wrong-type']);
  expect(problemsOf(numbers.columns.slice(0, 3), {})).toEqual(['data.no-target']);
});

test('before it has run, the columns that may come are known', () => {
  if (node.role !== 'transform') throw new Error('not a transform');
  const { columns, split } = numbers;
  const { outputs } = node.shape({ kind: 'table', columns, split }, node.params.parse({}) as never);
  expect(outputs['table']).toEqual({ kind: 'table', columns, split, fewer: true });
});

test.each(scoreNames)('%s learns nothing from test rows, and the same for one thread as for two', async (score) => {
  const split = { parts: true, folds: 0, repeats: 0 };
  const part = `CASE WHEN __row % 5 = 0 THEN 'test' ELSE 'train' END AS __part`;
  const plain = await ctx.tables.derive(classes, `SELECT *, ${part} FROM ${classes.relation}`, classes.columns, split);
  const poison = `SELECT * REPLACE (CASE WHEN __row % 5 = 0 THEN 9999.5 ELSE noise END AS noise,
    CASE WHEN __row % 5 = 0 THEN 'poison' ELSE colour END AS colour,
    CASE WHEN __row % 5 = 0 THEN CASE y WHEN 'yes' THEN 'no' ELSE 'yes' END ELSE y END AS y), ${part} FROM ${classes.relation}`;
  const poisoned = await ctx.tables.derive(classes, poison, classes.columns, split);
  const learned = await learn(node, { score }, { table: plain, ctx });
  expect(await learn(node, { score }, { table: poisoned, ctx })).toEqual(learned);
  const single = await openContext({ threads: 1 });
  const again = await tableOf(
    single,
    `${names} y:category:target`,
    cellsOf.map((cells) => [...rowOf(cells), cells.label]),
  );
  const same = await single.tables.derive(again, `SELECT *, ${part} FROM ${again.relation}`, again.columns, split);
  expect(await learn(node, { score }, { table: same, ctx: single })).toEqual(learned);
  await single.close();
});

test('in a flow the choice goes with the model', async () => {
  const flow = sketch({
    nodes: {
      data: { type: 'source.sample', params: { name: 'churn', rows: 400 } },
      split: 'split.train-test',
      best: { type: 'clean.select-features', params: { keep: 3 } },
      model: 'train.logistic-regression',
      fresh: { type: 'source.sample', params: { name: 'churn', rows: 50 }, seed: 5 },
      guess: 'evaluate.predict',
    },
    wires: [
      'data.table > split.table',
      'split.table > best.table',
      'best.table > model.table',
      'model.model > guess.model',
      'fresh.table > guess.table',
    ],
  });
  const run = await engine.open(flow).run().expect('succeeded');
  const output = run.output('best', 'table');
  if (output.kind !== 'table') throw new Error('no table');
  expect(output.columns.filter(({ role, type }) => role === 'feature' && type !== 'text')).toHaveLength(3);
  expect((await run.page('guess', 'predictions')).rows).toBe(50);
});
