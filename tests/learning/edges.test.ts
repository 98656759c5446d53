import { afterEach, expect, test } from 'vitest';
import type { Column } from '../../contract/column.ts';
import type { SqlValue } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Table } from '../../contract/values.ts';
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

type Rows = readonly (readonly SqlValue[])[];
const target = column('y', 'category', 'target');
const x = column('x', 'number');

const split = async (
  step: OpenStep,
  columns: readonly Column[],
  rows: Rows,
  settings: JsonObject = {},
): Promise<Table> => through(step.context, await tableOf(step.context, columns, rows), 'split.train-test', settings);
const train = (step: OpenStep, table: Table, params: JsonObject = {}, type = 'train.logistic-regression') =>
  runLearner(step.services, step.step, { type, params, table });

const forty: Rows = Array.from({ length: 40 }, (_, row) => [row % 2 === 0 ? 'a' : 'b', row + (row % 2) * 30]);
const codes = (step: OpenStep) => step.findings.map(({ code }) => code);

test.each([
  ['has no target', [column('y', 'category'), x], forty, 'data.no-target'],
  ['has two targets', [target, column('x', 'number', 'target')], forty, 'data.many-targets'],
  ['has no feature', [target, column('x', 'number', 'id')], forty, 'data.no-features'],
  [
    'has only text',
    [target, column('x', 'text')],
    forty.map(([y, value]) => [y ?? null, String(value)]),
    'data.no-features',
  ],
  ['has one class', [target, x], forty.map(([, value]) => ['a', value ?? null]), 'data.one-class'],
  ['has no value of the target', [target, x], forty.map(([, value]) => [null, value ?? null]), 'data.no-training-rows'],
  [
    'has a date as target',
    [column('y', 'datetime', 'target'), x],
    forty.map(([, v]) => ['2020-01-01', v ?? null]),
    'data.wrong-type',
  ],
  [
    'has numbers for a classifier',
    [column('y', 'number', 'target'), x],
    forty.map(([, v]) => [1, v ?? null]),
    'train.wrong-task',
  ],
] as [string, Column[], Rows, string][])('a table that %s is refused with a code', async (_, columns, rows, code) => {
  const step = await open();
  await expect(train(step, await split(step, columns, rows, { stratify: 'no' }))).rejects.toMatchObject({ code });
});

test('a table without a split is refused, unless all rows were asked for', async () => {
  const step = await open();
  const table = await tableOf(step.context, [target, x], forty);
  await expect(train(step, table)).rejects.toMatchObject({ code: 'train.no-split' });
  const { model, predictions } = await train(step, table, { useAllRows: true });
  expect(model.trainedOn.rows).toBe(40);
  expect(predictions.table.rows).toBe(0);
});

test('a fit that would not fit into memory is refused before anything is allocated', async () => {
  const step = await open({ memoryBytes: 500 });
  const table = await split(step, [target, x], forty);
  await expect(train(step, table)).rejects.toMatchObject({ code: 'resource.memory' });
  expect(step.fits).toEqual([]);
});

test('rows without target are set aside, counted, and predicted all the same', async () => {
  const step = await open();
  const rows = forty.map((row, index) => (index % 4 === 0 ? [null, row[1] ?? null] : row));
  const table = await split(step, [target, x], rows, { stratify: 'no' });
  const { model, predictions } = await train(step, table);
  const set = step.findings.filter(({ code }) => code === 'data.rows-without-target');
  expect(set.reduce((sum, { rows: count }) => sum + (count ?? 0), 0)).toBe(10);
  const [row] = await step.context.tables.rows(
    `SELECT count(*) AS rows, count(predicted) AS predicted, count(actual) AS actual FROM ${predictions.table.relation}`,
  );
  expect(row?.['predicted']).toBe(row?.['rows']);
  expect(Number(row?.['actual'])).toBeLessThan(Number(row?.['rows']));
  expect(model.trainedOn.rows).toBeLessThan(28);
});

test('infinite numbers, unseen levels and bad weights are counted and count as missing', async () => {
  const step = await open();
  const columns = [target, x, column('c', 'category'), column('w', 'number', 'weight')];
  const rows = forty.map(([y, value], row) => [
    y ?? null,
    value ?? null,
    row === 39 ? 'new' : 'old',
    row === 3 ? -1 : 1,
  ]);
  const infinite = rows.map((row, at) => (at === 5 ? [row[0] ?? null, 1e300, row[2] ?? null, row[3] ?? null] : row));
  const table = await split(step, columns, infinite, { shuffle: false });
  await train(step, table);
  expect(codes(step)).toEqual(expect.arrayContaining(['data.not-finite', 'data.unseen-levels', 'data.bad-weights']));
  expect(step.findings.find(({ code }) => code === 'data.unseen-levels')).toMatchObject({
    column: 'c',
    examples: ['new'],
  });
});

test('names and levels with quotes, spaces and other scripts survive', async () => {
  const step = await open();
  const odd = [column('Ärt"en', 'category', 'target'), column("it's", 'number'), column('色', 'category')];
  const rows = forty.map(([y, value], row) => [
    y === 'a' ? "l'été" : '"b"',
    value ?? null,
    row % 3 === 0 ? "o'" : '蓝',
  ]);
  const { model, predictions } = await train(step, await split(step, odd, rows));
  expect(model.classes).toEqual(['"b"', "l'été"]);
  const [row] = await step.context.tables.rows(
    `SELECT "probability_l'été" + "probability_""b""" AS sum FROM ${predictions.table.relation} LIMIT 1`,
  );
  expect(row?.['sum']).toBeCloseTo(1, 12);
});

test('classes whose names differ by case alone keep a probability each', async () => {
  const step = await open();
  const rows = forty.map(([y, value]) => [y === 'a' ? 'Ja' : 'ja', value ?? null]);
  const { predictions } = await train(step, await split(step, [target, x], rows));
  expect(predictions.table.columns.map(({ name }) => name).slice(-2)).toEqual(['probability_Ja', 'probability_ja_2']);
});

test('booleans, integers and dates are features; classes named by numbers are in the order of numbers', async () => {
  const step = await open();
  const columns = [target, column('flag', 'boolean'), column('count', 'integer'), column('day', 'datetime')];
  const rows = Array.from({ length: 60 }, (_, row) => [
    String([2, 10, 1][row % 3]),
    row % 2 === 0,
    row,
    `2024-01-${String((row % 28) + 1).padStart(2, '0')}`,
  ]);
  const { model } = await train(step, await split(step, columns, rows));
  expect(model.classes).toEqual(['1', '2', '10']);
  expect(model.preparation.input.map(({ name }) => name)).toEqual(['flag', 'count', 'day']);
  expect(model.preparation.scale[2]?.mean).toBeGreaterThan(19_700);
});

test('balanced class weights move a rare class nearer', async () => {
  const step = await open();
  const rows = Array.from({ length: 200 }, (_, row) => [
    row % 10 === 0 ? 'rare' : 'usual',
    ((row * 37) % 100) + (row % 10 === 0 ? 30 : 0),
  ]);
  const table = await split(step, [target, x], rows);
  const share = async (classWeight: string): Promise<number> => {
    const { predictions } = await train(step, table, { classWeight });
    const [row] = await step.context.tables.rows(
      `SELECT avg(probability_rare) AS share FROM ${predictions.table.relation}`,
    );
    return Number(row?.['share']);
  };
  expect(await share('balanced')).toBeGreaterThan((await share('none')) + 0.2);
});

test('a chosen feature that is gone is reported and the others still serve', async () => {
  const step = await open();
  const table = await split(
    step,
    [target, x, column('z', 'number')],
    forty.map((row) => [...row, 1]),
  );
  const { model } = await train(step, table, { features: ['x', 'vanished'] });
  expect(model.preparation.input.map(({ name }) => name)).toEqual(['x']);
  expect(codes(step)).toContain('data.column-gone');
});

test('folds keep groups together and refuse to be more than the rows', async () => {
  const step = await open();
  const columns = [target, x, column('g', 'category', 'group')];
  const rows = forty.map((row, at) => [...row, `group ${at % 13}`]);
  const table = await split(step, columns, rows);
  const folds = await step.learning.folds(table, { k: 3, seed: 1 });
  expect(folds).toMatchObject({ count: 3 });
  await expect(step.learning.folds(table, { k: 500, seed: 1 })).rejects.toMatchObject({ code: 'train.too-few-rows' });
});

test('folds of the split itself are used where it has some', async () => {
  const step = await open();
  const made = await tableOf(step.context, [target, x], forty);
  const table = await through(step.context, made, 'split.k-fold', { k: 4, repeats: 2, test: 0.2 });
  const folds = await step.learning.folds(table, { k: 3, seed: 1 });
  expect(folds.count).toBe(8);
  const scores = await step.learning.score(logistic, {}, folds, { metric: 'accuracy', seed: 1 });
  expect(scores).toHaveLength(8);
});
