import { afterAll, expect, test } from 'vitest';
import type { Column } from '../../contract/column.ts';
import { type LearningPlan, planLearning } from '../../engine/learning/learning-plan.ts';
import { readParts } from '../../engine/learning/read-parts.ts';
import { readRows } from '../../engine/learning/read-rows.ts';
import { numbersInFile, type PlacedTable } from '../../engine/tables/numbers-in-file.ts';
import { parquetFile } from '../../engine/tables/parquet.ts';
import { storedRelation } from '../../engine/tables/stored-view.ts';
import { openStep } from './open-step.ts';

const opened = await openStep();
afterAll(() => opened.close());

const rows = 12_000;
const columns: readonly Column[] = [
  { name: 'half', type: 'number', role: 'feature' },
  { name: 'wide', type: 'number', role: 'feature' },
  { name: 'whole', type: 'integer', role: 'feature' },
  { name: 'filled', type: 'number', role: 'feature' },
  { name: 'city', type: 'category', role: 'feature' },
  { name: 'even', type: 'boolean', role: 'feature' },
  { name: 'w', type: 'number', role: 'weight' },
  { name: 'y', type: 'category', role: 'target' },
];

const cells = (whole: string): string => `
  CASE WHEN i % 5 > 0 THEN i / 2 END AS half,
  CASE i % 4 WHEN 0 THEN 'inf'::DOUBLE WHEN 1 THEN 1e300 WHEN 2 THEN 'nan'::DOUBLE ELSE sin(i) END AS wide,
  ${whole} AS whole,
  CASE WHEN i % 3 > 0 THEN i / 7 END AS filled,
  CASE WHEN i % 6 > 0 THEN 'city ' || (i % 4) END AS city,
  i % 2 = 0 AS even,
  CASE WHEN i % 11 > 0 THEN i % 3 END::DOUBLE AS w,
  CASE WHEN i % 13 > 0 THEN ['a', 'b'][i % 2 + 1] END AS y,
  ['train', 'train', 'validation', 'test'][i % 4 + 1] AS __part,
  ['no', 'yes'][(i % 9 > 0)::INTEGER + 1] AS __kept`;

/** As it lies in the cache behind nodes that dropped rows and filled gaps. */
const stored = async (whole: string): Promise<PlacedTable> => {
  const made = await opened.context.tables.create(`SELECT ${cells(whole)} FROM range(${rows}) r(i)`, [
    ...columns,
    { name: '__part', type: 'text', role: 'feature' },
    { name: '__kept', type: 'text', role: 'feature' },
  ]);
  const path = parquetFile(made.relation)?.path ?? '';
  const view = {
    fileRows: rows,
    cells: columns.map(({ name }) => (name === 'filled' ? { of: name, fill: 3 } : { of: name })),
  };
  const split = { parts: true, folds: 0, repeats: 1 };
  const relation = storedRelation({ path, numbered: true, ...view }, { columns, split });
  const kept = Math.floor((rows * 8) / 9);
  return { kind: 'table', relation, columns, split, rows: kept, place: { relation, path, numbered: true, ...view } };
};

const wheres = ['train', 'validation', 'test'].map((part) => `__part = '${part}'`);
const [inTraining, ...held] = wheres;
const asked = [`${inTraining} AND y IS NOT NULL`, ...held];

const both = async (table: PlacedTable) => {
  const { connection } = opened.step;
  const target = { column: columns.at(-1) as Column, task: 'classification' } as const;
  const features = columns.filter(({ role }) => role === 'feature');
  const training = { relation: table.relation, where: asked[0] as string };
  const plan: LearningPlan = await planLearning(connection, { training, columns, target, features });
  const options = { signal: opened.abort.signal, withTarget: true };
  const expected = [];
  for (const where of asked)
    expected.push(await readRows(connection, plan, { relation: table.relation, where }, options));
  return { given: await readParts(connection, plan, { table, wheres: asked }, options), expected };
};

test('parts that are read from the file are those that DuckDB reads, gaps, infinities and weights alike', async () => {
  const table = await stored('i - 6000');
  expect([...(numbersInFile(table, ['half', 'filled', 'city'])?.columns.keys() ?? [])]).toEqual(['half']);
  const { given, expected } = await both(table);
  expect(given.map(({ x }) => x.rows).every((count) => count > 2000)).toBe(true);
  expect(given).toEqual(expected);
});

test('whole numbers that a double rounds are read by DuckDB', async () => {
  const { given, expected } = await both(await stored('9007199254740993 + i * 536870912'));
  expect(given).toEqual(expected);
});
