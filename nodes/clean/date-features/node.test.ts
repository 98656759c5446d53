import { afterAll, beforeEach, expect, test } from 'vitest';
import type { SqlRow } from '../../../contract/context.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import node from './node.ts';

const ctx = await openContext();
const engine = await openEngine({ workers: 0 });
afterAll(async () => {
  await ctx.close();
  await engine.close();
});
beforeEach(() => {
  ctx.findings.length = 0;
});

const apart = async (dates: readonly (string | null)[], params = {}): Promise<readonly SqlRow[]> => {
  const table = await tableOf(
    ctx,
    'd:datetime',
    dates.map((date) => [date]),
  );
  const result = only(await transform(node, params, { table, ctx }));
  return ctx.tables.rows(`SELECT * EXCLUDE (d, __row) FROM ${result.relation} ORDER BY __row`);
};

test('a leap day has its parts', async () => {
  const [row] = await apart(['2024-02-29 23:30:00'], { cyclic: false });
  expect(row).toEqual({
    d_year: 2024,
    d_quarter: 1,
    d_month: 2,
    d_week: 9,
    d_day: 29,
    d_weekday: 4,
    d_hour: 23,
    d_weekend: false,
  });
});

test('the last days of a year may be in the first week of the next, and Sunday is the seventh day', async () => {
  const rows = await apart(['2024-12-30', '2023-01-01'], { parts: ['week', 'weekday', 'weekend'], cyclic: false });
  expect(rows).toEqual([
    { d_week: 1, d_weekday: 1, d_weekend: false },
    { d_week: 52, d_weekday: 7, d_weekend: true },
  ]);
});

test('on the circle December lies beside January, and a month is as long as it is that year', async () => {
  const rows = await apart(['2024-01-01', '2024-04-01', '2024-12-01'], { parts: ['month'] });
  expect(rows.map((row) => [row['d_month_sin'], row['d_month_cos']])).toEqual([
    [0, 1],
    [1, expect.closeTo(0, 12)],
    [expect.closeTo(-0.5, 12), expect.closeTo(Math.sqrt(3) / 2, 12)],
  ]);
  const [leap, common] = await apart(['2024-02-15', '2023-02-15'], { parts: ['day'] });
  expect(leap?.['d_day_cos']).toBeCloseTo(Math.cos((2 * Math.PI * 14) / 29), 12);
  expect(common?.['d_day_cos']).toBeCloseTo(Math.cos((2 * Math.PI * 14) / 28), 12);
});

test('summer time neither moves an hour nor shortens a day', async () => {
  const dates = ['2024-03-31 02:30:00', '2024-04-01 02:30:00', '2024-10-27 02:30:00'];
  const rows = await apart(dates, { parts: ['hour'], cyclic: false, since: '2024-03-30' });
  expect(rows.map((row) => row['d_hour'])).toEqual([2, 2, 2]);
  const days = rows.map((row) => Number(row['d_days_since']) - 2.5 / 24);
  expect(days).toEqual([1, 2, 211].map((day) => expect.closeTo(day, 9)));
});

test('days before the reference are negative, and leap days count', async () => {
  const rows = await apart(['2024-02-28', '2025-03-01'], { parts: [], since: '2024-03-01' });
  expect(rows).toEqual([{ d_days_since: -2 }, { d_days_since: 365 }]);
});

test('a missing date has no parts, and is counted', async () => {
  const rows = await apart([null, '2024-02-28'], { parts: ['month', 'weekend'] });
  expect(Object.values(rows[0] ?? {})).toEqual([null, null, null, null]);
  expect(ctx.findings).toEqual([expect.objectContaining({ code: 'data.no-date', column: 'd', rows: 1 })]);
});

test('a name that is taken is numbered', async () => {
  const table = await tableOf(ctx, 'd:datetime D_Month', [['2024-05-01', 1]]);
  const { columns } = only(await transform(node, { parts: ['month'], cyclic: false }, { table, ctx }));
  expect(columns.map(({ name }) => name)).toEqual(['d', 'D_Month', 'd_month_2']);
});

test.each(['2024-02-31', 'yesterday', "2024-01-01' OR 1"])('“%s” is no reference date', async (since) => {
  const flow = sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns: [{ name: 'x' }], rows: [[1]] } },
      dates: { type: 'clean.date-features', params: { since } },
    },
    wires: ['data.table > dates.table'],
  });
  expect(await engine.open(flow).problems()).toEqual(['param.invalid dates']);
  await expect(apart(['2024-01-01'], { since })).rejects.toMatchObject({ code: 'param.invalid' });
});
