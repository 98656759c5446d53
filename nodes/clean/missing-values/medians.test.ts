import { expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { column } from '../../../tests/conformance/node-driver.ts';
import { learnMedians } from './medians.ts';

const columns: Readonly<Record<string, readonly [sql: string, found: boolean]>> = {
  'spread:number': ['CASE WHEN range % 7 = 0 THEN NULL ELSE (hash(range) % 1000003)::DOUBLE / 7 END', true],
  'odd:number': ['CASE WHEN range = 0 THEN NULL ELSE (hash(range, 1) % 1000003)::DOUBLE / 11 END', true],
  'whole:integer': ['(hash(range, 2) % 5)::BIGINT', true],
  'large:integer': ['9007199254740993 + (hash(range, 3) % 1000)::BIGINT', true],
  'sorted:number': ['range::DOUBLE', true],
  'half:number': ['CASE WHEN range < 100000 THEN -1.5 ELSE 2.25 END', true],
  'wild:number': ["CASE WHEN range % 1000 = 0 THEN 'inf'::DOUBLE ELSE range::DOUBLE END", false],
  'misleading:number': ['CASE WHEN range % 61 = 0 THEN 1e9 ELSE range::DOUBLE END', false],
  'empty:number': ['NULL::DOUBLE', false],
};

test('medians of many rows are those that DuckDB finds, and none is given where the sample misleads', async () => {
  const ctx = await openContext();
  const made = Object.entries(columns).map(([name, [sql]]) => ({ column: column(name), sql }));
  const table = await ctx.tables.create(
    `SELECT ${made.map(({ column: { name }, sql }) => `${sql} AS ${name}`).join(', ')} FROM range(200000)`,
    made.map(({ column: own }) => own),
  );
  const choices = table.columns.map((own) => ({ column: own, method: 'median' as const }));
  const medians = await learnMedians(table, choices, ctx);
  const expected = table.columns.filter((_, i) => Object.values(columns)[i]?.[1]);
  expect([...medians.keys()]).toEqual(expected.map(({ name }) => name));
  for (const { name, type } of expected) {
    const value = type === 'integer' ? `quantile_disc(${name}, 0.5)` : `median(${name})`;
    expect(await ctx.tables.rows(`SELECT ${value} AS median FROM ${table.relation}`)).toEqual([
      { median: medians.get(name) },
    ]);
  }
  await ctx.close();
});
