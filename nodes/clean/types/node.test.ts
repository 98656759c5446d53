import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../../contract/context.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const converted = async (from: string, to: string, values: readonly SqlValue[], more = {}) => {
  const table = await tableOf(
    ctx,
    `v:${from}`,
    values.map((value) => [value]),
  );
  const result = only(await transform(node, { types: { v: to }, ...more }, { table, ctx }));
  return (await ctx.rowsOf(result)).map(({ v }) => v);
};

test.each([
  ['text', 'number', ['1.5', ' 2 ', 'x', 'nan'], [1.5, 2, null, null], 2],
  ['text', 'integer', ['3', '4.0', '4.5', '9007199254740993'], [3, 4, null, 9007199254740993n], 1],
  ['number', 'integer', [2, 2.5, 1e300], [2, null, null], 2],
  ['text', 'boolean', ['Yes', 'no', 'maybe'], [true, false, null], 1],
  ['integer', 'boolean', [0, 1, 2], [false, true, null], 1],
  ['number', 'category', [3, 0.25, null], ['3', '0.25', null], 0],
  ['boolean', 'integer', [1, 0], [1, 0], 0],
  ['text', 'category', ['a', null], ['a', null], 0],
])(
  '%s to %s: what cannot be converted becomes missing and is counted',
  async (from, to, values, expected, failures) => {
    expect(await converted(from, to, values)).toEqual(expected);
    expect(ctx.findings.reduce((sum, { rows = 0 }) => sum + rows, 0)).toBe(failures);
  },
);

test('dates are read by their format', async () => {
  const values = ['03.09.2025', '31.02.2025'];
  const table = await tableOf(
    ctx,
    'v:text',
    values.map((value) => [value]),
  );
  const params = { types: { v: 'datetime' }, formats: { v: '%d.%m.%Y' } };
  const result = only(await transform(node, params, { table, ctx }));
  const [row] = await ctx.tables.rows(
    `SELECT list(CAST(v AS VARCHAR) ORDER BY __row)::VARCHAR AS v FROM ${result.relation}`,
  );
  expect(row?.['v']).toBe("['2025-09-03 00:00:00', NULL]");
  expect(ctx.findings).toMatchObject([{ code: 'data.conversion-failed', rows: 1, examples: ['31.02.2025'] }]);
});

test('levels make an ordered category; others become missing and are counted', async () => {
  const table = await tableOf(ctx, 'v:text', [['small'], ['huge']]);
  const result = only(await transform(node, { levels: { v: ['small', 'large'] } }, { table, ctx }));
  expect(result.columns).toEqual([{ name: 'v', type: 'category', role: 'feature', levels: ['small', 'large'] }]);
  expect(ctx.findings).toMatchObject([{ rows: 1, examples: ['huge'] }]);
});

test('a failure ends the run where that is asked for', async () => {
  await expect(converted('text', 'number', ['1', 'x'], { onFailure: 'fail' })).rejects.toMatchObject({
    code: 'data.conversion-failed',
  });
});
