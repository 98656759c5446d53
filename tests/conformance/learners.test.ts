import { afterEach, expect, test } from 'vitest';
import type { SqlValue } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Task } from '../../contract/matrix.ts';
import type { LearnerNode } from '../../contract/node.ts';
import type { Table } from '../../contract/values.ts';
import { runLearner } from '../../engine/learning/run-learner.ts';
import { nodes } from '../../nodes/index.ts';
import { smallParams } from '../leak/experiment.ts';
import { column, tableOf, through } from '../learning/flow-by-hand.ts';
import { type OpenStep, openStep, type StepOptions } from '../learning/open-step.ts';

const opened: OpenStep[] = [];
const open = async (options?: StepOptions): Promise<OpenStep> => {
  const step = await openStep(options);
  opened.push(step);
  return step;
};
afterEach(async () => {
  for (const step of opened.splice(0)) await step.close();
});

const cases = Object.entries(nodes).flatMap(([type, node]) =>
  node.role === 'learner' ? node.tasks.map((task): [string, Task, LearnerNode] => [type, task, node]) : [],
);
const classifiers = cases.filter(([, task]) => task === 'classification');

/** One row in five is of the rarer class; `x` tells it, with some overlap. */
const truth = (at: number): boolean => at % 5 === 0;
const x = (at: number): number => (truth(at) ? 1.5 : 0) + ((at * 37) % 23) / 10;

interface Setting {
  readonly task: Task;
  /** Rows that tell lies, and their weight; none where absent. */
  readonly liesWeigh?: number;
}

const split = async ({ context }: OpenStep, { task, liesWeigh }: Setting): Promise<Table> => {
  const labelOf = (is: boolean): SqlValue => (task === 'classification' ? (is ? 'rare' : 'usual') : is ? 10 : 0);
  const lies = liesWeigh !== undefined;
  const rows = Array.from({ length: lies ? 800 : 400 }, (_, index): SqlValue[] => {
    const at = index % 400;
    const lie = index >= 400;
    return [
      at % 17 === 3 ? null : x(at),
      at % 2 === 0 ? 'red' : 'blue',
      lie ? (liesWeigh ?? 1) : 1,
      labelOf(truth(at) !== lie),
    ];
  });
  const columns = [
    column('x', 'number'),
    column('colour', 'category'),
    column('weight', 'number', lies ? 'weight' : 'ignored'),
    column('y', task === 'classification' ? 'category' : 'number', 'target'),
  ];
  return through(context, await tableOf(context, columns, rows), 'split.train-test', { stratify: 'no' });
};

const fitted = async (step: OpenStep, type: string, table: Table, more: JsonObject = {}) =>
  runLearner(step.services, step.step, { type, table, params: { ...smallParams(type), ...more } });

/** Mean of what is predicted for a truth: the probability of the rare class, or the value. */
const meanOf = async (step: OpenStep, table: Table, name: string): Promise<number> => {
  const [row] = await step.context.tables.rows(`SELECT avg("${name}") AS mean FROM ${table.relation}`);
  return Number(row?.['mean']);
};

test.each(cases)('%s on %s: each fit is told to the ledger', async (type, task) => {
  const step = await open();
  const outputs = await fitted(step, type, await split(step, { task }));
  expect(step.fits).toHaveLength(1);
  const [told] = step.fits;
  expect(told).toMatchObject({ node: 'step', type, task, purpose: 'fit', params: outputs.learner.params });
  expect(told?.rows).toBe(outputs.model.trainedOn.rows);
  expect(told?.features).toBeGreaterThanOrEqual(2);
  expect(told?.seconds).toBeGreaterThanOrEqual(0);
  expect(told?.peakBytes).toBeGreaterThan(1e6);
  expect(Number.isFinite(told?.score?.value)).toBe(true);
});

test.each(cases)('%s on %s: what it needs is put before it and shown', async (type, task, node) => {
  const step = await open();
  const { model } = await fitted(step, type, await split(step, { task }));
  const needs = node.needs(node.params.parse({}) as never);
  const { fill, oneHot, scale, notes } = model.preparation;
  expect(fill.some((value) => value !== null)).toBe(needs.missing === 'impute');
  expect(oneHot.some(Boolean)).toBe(needs.categories === 'one-hot');
  expect(scale.some((value) => value !== null)).toBe(needs.scale);
  const expected = [needs.missing === 'impute', needs.categories === 'one-hot', needs.scale].filter(Boolean).length;
  expect(notes.length).toBeGreaterThanOrEqual(Math.min(1, expected));
});

test.each(cases)('%s on %s: too little memory is said before anything is taken', async (type, task) => {
  const step = await open({ memoryBytes: 2000 });
  const table = await split(step, { task });
  await expect(fitted(step, type, table)).rejects.toMatchObject({ code: 'resource.memory' });
  expect(step.fits).toEqual([]);
});

test.each(cases)('%s on %s: it says what it needs beside its matrix', (_, __, node) => {
  const params = node.params.parse({}) as never;
  expect(node.memory?.(1_000_000, 28, params)).toBeGreaterThan(0);
});

test.each(cases)('%s on %s: rows without weight count nothing', async (type, task) => {
  const step = await open();
  const predicted = task === 'classification' ? 'probability_rare' : 'predicted';
  const means: number[] = [];
  for (const setting of [
    { task, liesWeigh: 0 },
    { task, liesWeigh: 1 },
    { task, liesWeigh: 50 },
  ]) {
    const { predictions } = await fitted(step, type, await split(step, setting));
    means.push(await meanOf(step, predictions.table, predicted));
  }
  const [none = 0, alike = 0, more = 0] = means;
  // One in five is rare where lies count nothing, four in five where hardly anything else counts.
  expect(none).toBeLessThan(alike);
  expect(alike).toBeLessThan(more);
});

test.each(classifiers)('%s on %s: balanced weights bring the rare class forward', async (type, task) => {
  const step = await open();
  const table = await split(step, { task });
  const rare = async (classWeight: string): Promise<number> =>
    meanOf(step, (await fitted(step, type, table, { classWeight })).predictions.table, 'probability_rare');
  expect(await rare('balanced')).toBeGreaterThan(await rare('none'));
});
