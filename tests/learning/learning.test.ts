import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { SqlValue } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Predictions, Table } from '../../contract/values.ts';
import { foldTables } from '../../engine/learning/fold-tables.ts';
import { runLearner } from '../../engine/learning/run-learner.ts';
import { column, tableOf, through } from './flow-by-hand.ts';
import { logistic } from './logistic.ts';
import { type OpenStep, openStep, type StepOptions } from './open-step.ts';

const opened: OpenStep[] = [];
const open = async (options?: StepOptions): Promise<OpenStep> => {
  const step = await openStep(options);
  opened.push(step);
  return step;
};
afterEach(async () => {
  for (const step of opened.splice(0)) await step.close();
});

const penguinColumns = [
  column('species', 'category', 'target'),
  column('island', 'category'),
  column('beak_length_mm', 'number'),
  column('beak_depth_mm', 'number'),
  column('flipper_length_mm', 'number'),
  column('body_mass_g', 'number'),
  column('sex', 'category'),
];

const csv = readFileSync(new URL('../../resources/data/penguins.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/);
const header = (csv[0] ?? '').split(',');
const penguinRows: readonly (readonly SqlValue[])[] = csv.slice(1).map((line) => {
  const cells = line.split(',');
  return penguinColumns.map(({ name, type }) => {
    const cell = cells[header.indexOf(name)] ?? '';
    if (cell === '' || cell === 'NA') return null;
    return type === 'number' ? Number(cell) : cell;
  });
});

const penguins = (step: OpenStep, rows = penguinRows): Promise<Table> => tableOf(step.context, penguinColumns, rows);

const predictedRows = ({ context }: OpenStep, { table }: Predictions): Promise<readonly unknown[]> =>
  context.tables.rows(`SELECT * EXCLUDE (__row) FROM ${table.relation} ORDER BY "row"`);

const splitPenguins = async (step: OpenStep, rows = penguinRows): Promise<Table> => {
  const split = await through(step.context, await penguins(step, rows), 'split.train-test');
  const filled = await through(step.context, split, 'clean.missing-values');
  return through(step.context, filled, 'clean.encode');
};

test('a learner is fitted on a split table and predicts its validation and test rows', async () => {
  const step = await open();
  const table = await splitPenguins(step);
  const { model, predictions, report } = await runLearner(step.services, step.step, {
    type: 'train.logistic-regression',
    params: {},
    table,
  });
  expect(model.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
  const rows = await step.context.tables.rows(
    `SELECT part, count(*) AS rows, avg((actual = predicted)::INT) AS accuracy FROM ${predictions.table.relation} GROUP BY part ORDER BY part`,
  );
  expect(rows.map(({ part }) => part)).toEqual(['test', 'validation']);
  for (const { accuracy } of rows) expect(Number(accuracy)).toBeGreaterThan(0.9);
  expect(report.metrics.map(({ name }) => name)).toContain('accuracy');
  expect(step.fits).toMatchObject([{ purpose: 'fit', type: 'train.logistic-regression', task: 'classification' }]);
});

test('raw rows through the model give the very numbers that the flow gave', async () => {
  const step = await open();
  const table = await splitPenguins(step);
  const { model, predictions } = await runLearner(step.services, step.step, {
    type: 'train.logistic-regression',
    params: {},
    table,
  });
  const again = await step.learning.predict(model, await penguins(step));
  const inFlow = (await predictedRows(step, predictions)) as readonly Record<string, unknown>[];
  const fresh = (await predictedRows(step, again)) as readonly Record<string, unknown>[];
  expect(fresh.length).toBe(penguinRows.length);
  const byRow = new Map(fresh.map((row) => [row['row'], row]));
  expect(inFlow.length).toBeGreaterThan(80);
  for (const row of inFlow) {
    const { part: _, ...other } = byRow.get(row['row']) ?? {};
    const { part: _part, __part, ...mine } = row;
    expect(other).toEqual(mine);
  }
});

test('new rows may lack the target, but not a feature', async () => {
  const step = await open();
  const { model } = await runLearner(step.services, step.step, {
    type: 'train.logistic-regression',
    params: {},
    table: await splitPenguins(step),
  });
  const without = (name: string) => {
    const kept = penguinColumns.filter((one) => one.name !== name);
    const rows = penguinRows.map((row) => row.filter((_, index) => penguinColumns[index]?.name !== name));
    return tableOf(step.context, kept, rows);
  };
  const predictions = await step.learning.predict(model, await without('species'));
  const rows = await step.context.tables.rows(
    `SELECT count(*) AS rows, count(actual) AS known, count(predicted) AS predicted FROM ${predictions.table.relation}`,
  );
  expect(rows).toEqual([{ rows: penguinRows.length, known: 0, predicted: penguinRows.length }]);
  await expect(step.learning.predict(model, await without('island'))).rejects.toMatchObject({
    code: 'data.columns-missing',
    message: expect.stringContaining('“island”'),
  });
});

test('what is learned does not change when the test rows are poisoned', async () => {
  const step = await open();
  const clean = await splitPenguins(step);
  const testRows = new Set(
    (await step.context.tables.rows(`SELECT __row AS row FROM ${clean.relation} WHERE __part = 'test'`)).map((row) =>
      Number(row['row']),
    ),
  );
  expect(testRows.size).toBe(69);
  const poisoned = penguinRows.map((row, index) =>
    testRows.has(index) ? row.map((cell) => (typeof cell === 'number' ? cell * 1000 : cell)) : row,
  );
  const train = async (rows: typeof penguinRows) => {
    const { model } = await runLearner(step.services, step.step, {
      type: 'train.logistic-regression',
      params: {},
      table: await splitPenguins(step, rows),
    });
    return { estimator: model.estimator, preparation: model.preparation, recipe: model.recipe };
  };
  expect(await train(poisoned)).toEqual(await train(penguinRows));
});

test('the scores of folds do not change when test and validation rows are poisoned', async () => {
  const step = await open();
  const table = await splitPenguins(step);
  const scores = async (rows: typeof penguinRows) => {
    const folds = await step.learning.folds(await splitPenguins(step, rows), { k: 4, seed: 3 });
    return (await step.learning.score(logistic, {}, folds, { metric: 'log-loss', seed: 1 })).map(({ score }) => score);
  };
  const parts = await step.context.tables.rows(`SELECT __row AS row, __part AS part FROM ${table.relation}`);
  const test = new Set(parts.filter(({ part }) => part !== 'train').map(({ row }) => Number(row)));
  const poisoned = penguinRows.map((row, index) =>
    test.has(index) ? row.map((cell) => (typeof cell === 'number' ? -cell : cell)) : row,
  );
  const clean = await scores(penguinRows);
  expect(clean).toHaveLength(4);
  expect(await scores(poisoned)).toEqual(clean);
});

test('what a fold learns does not change when the rows it holds out are poisoned', async () => {
  const step = await open();
  const tables = async (rows: typeof penguinRows) =>
    foldTables(step.services, step.step, await splitPenguins(step, rows), { k: 3, seed: 3 });
  const training = (table: Table | undefined) =>
    step.context.tables.rows(`SELECT * FROM ${table?.relation} WHERE __part = 'train' ORDER BY __row`);
  const clean = await tables(penguinRows);
  const held = await step.context.tables.rows(
    `SELECT __row AS row FROM ${clean[0]?.relation} WHERE __part = 'validation'`,
  );
  const holds = new Set(held.map(({ row }) => Number(row)));
  expect(holds.size).toBeGreaterThan(70);
  const poisoned = await tables(
    penguinRows.map((row, index) =>
      holds.has(index) ? row.map((cell) => (typeof cell === 'number' ? cell * 1000 : cell)) : row,
    ),
  );
  expect(await training(poisoned[0])).toEqual(await training(clean[0]));
  // The other folds do learn from those rows, so the poison works.
  expect(await training(poisoned[1])).not.toEqual(await training(clean[1]));
});

test('a model whose target was renamed does not ask new rows for it, nor for columns that were dropped', async () => {
  const step = await open();
  const named = await through(step.context, await penguins(step), 'clean.columns', {
    rename: { species: 'kind' },
    keep: ['species', 'island', 'beak_length_mm', 'body_mass_g'],
  });
  const table = await through(step.context, named, 'split.train-test');
  const filled = await through(step.context, table, 'clean.missing-values');
  const { model } = await runLearner(step.services, step.step, {
    type: 'train.logistic-regression',
    params: {},
    table: filled,
  });
  expect(model.target).toBe('kind');
  expect(model.rawColumns.map(({ name }) => name)).toEqual(['island', 'beak_length_mm', 'body_mass_g']);
  const fresh = await tableOf(
    step.context,
    [column('body_mass_g', 'integer'), column('island', 'text'), column('beak_length_mm', 'text')],
    [
      [4000, 'Dream', '44.5'],
      [5000, 'Atlantis', 'long'],
    ],
  );
  const predictions = await step.learning.predict(model, fresh);
  expect(predictions.table.rows).toBe(2);
  expect(step.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'data.conversion-failed', column: 'beak_length_mm', rows: 1 }),
      expect.objectContaining({ code: 'data.unseen-levels', column: 'island', examples: ['Atlantis'] }),
    ]),
  );
});

test('a column that only makes the target is not asked of new rows; one that makes a feature is', async () => {
  const step = await open();
  const steps: readonly (readonly [string, JsonObject])[] = [
    ['clean.columns', { roles: { species: 'feature', body_mass_g: 'ignored' } }],
    ['clean.formula', { name: 'log_mass', expression: 'log(body_mass_g)' }],
    ['clean.formula', { name: 'centred', expression: 'log_mass - 8' }],
    ['clean.formula', { name: 'beak', expression: 'beak_length_mm * beak_depth_mm' }],
    ['clean.formula', { name: 'unused', expression: 'flipper_length_mm / 10' }],
    ['clean.columns', { keep: ['species', 'island', 'beak', 'centred'], roles: { centred: 'target' } }],
    ['clean.columns', { rename: { centred: 'mass' } }],
    ['split.train-test', {}],
    ['clean.missing-values', {}],
    ['clean.encode', {}],
  ];
  let table = await penguins(step);
  for (const [type, settings] of steps) table = await through(step.context, table, type, settings);
  const { model } = await runLearner(step.services, step.step, { type: 'train.linear-regression', params: {}, table });
  expect(model.target).toBe('mass');
  expect(model.rawColumns.map(({ name }) => name)).toEqual(['species', 'island', 'beak_length_mm', 'beak_depth_mm']);
  expect(model.optionalColumns.map(({ name }) => name)).toEqual(['flipper_length_mm', 'body_mass_g', 'sex']);
  const known = ['species', 'island', 'beak_length_mm', 'beak_depth_mm'];
  const place = known.map((name) => penguinColumns.findIndex((one) => one.name === name));
  const fresh = await tableOf(
    step.context,
    place.flatMap((at) => penguinColumns[at] ?? []),
    penguinRows.slice(0, 20).map((row) => place.map((at) => row[at] ?? null)),
  );
  const whole = await step.learning.predict(model, await penguins(step, penguinRows.slice(0, 20)));
  const without = await step.learning.predict(model, fresh);
  const answers = async ({ table: rows }: Predictions) =>
    step.context.tables.rows(`SELECT predicted FROM ${rows.relation} ORDER BY "row"`);
  expect(await answers(without)).toEqual(await answers(whole));
  expect(step.findings.filter(({ code }) => code === 'data.column-gone')).toEqual([]);
});

test('a share of a fold is all that its cleaning steps learn from, with each class, and lies within a larger share', async () => {
  const step = await open();
  const shares = async (share: number, rows = penguinRows) => {
    const [table] = await foldTables(step.services, step.step, await splitPenguins(step, rows), {
      k: 3,
      seed: 3,
      share,
    });
    const of = (part: string) =>
      step.context.tables.rows(`SELECT * FROM ${table?.relation} WHERE __part = '${part}' ORDER BY __row`);
    return { training: await of('train'), held: await of('validation') };
  };
  const [small, large, all] = [await shares(0.2), await shares(0.5), await shares(1)];
  const ids = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map((row) => Number(row['__row']));
  expect(small.training.length / all.training.length).toBeCloseTo(0.2, 1);
  expect(ids(large.training)).toEqual(expect.arrayContaining(ids(small.training)));
  expect(ids(small.held)).toEqual(ids(all.held));
  expect(new Set(small.training.map(({ species }) => species)).size).toBe(3);
  const known = new Set([...ids(small.training), ...ids(small.held)]);
  const poison = (row: (typeof penguinRows)[number]) =>
    row.map((cell) => (typeof cell === 'number' ? cell * 1000 : cell));
  const again = await shares(
    0.2,
    penguinRows.map((row, index) => (known.has(index) ? row : poison(row))),
  );
  expect(again).toEqual(small);
});
