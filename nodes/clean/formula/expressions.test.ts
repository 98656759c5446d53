import { afterAll, describe, expect, test } from 'vitest';
import { compileExpression, faultText } from '../../../algorithms/expressions/compile.ts';
import type { Column } from '../../../contract/column.ts';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { tableOf } from '../../../tests/conformance/node-driver.ts';

const ctx = await openContext();
afterAll(() => ctx.close());

const base = await tableOf(ctx, 'a b:integer name:text colour:category ok:boolean zero none d:text big:integer', [
  [2.5, 7, 'Größe', 'red', true, 0, null, '2024-02-29 23:30:00', 9007199254740993n],
]);
const table = await ctx.tables.derive(
  base,
  `SELECT * EXCLUDE d, CAST(d AS TIMESTAMP) AS day, 1.5::DOUBLE AS "unit price", 3::DOUBLE AS "a ""b"" \`c\` ]" FROM ${base.relation}`,
  [
    ...base.columns.filter(({ name }) => name !== 'd'),
    { name: 'day', type: 'datetime', role: 'feature' },
    { name: 'unit price', type: 'number', role: 'feature' },
    { name: 'a "b" `c` ]', type: 'number', role: 'feature' },
  ],
);

const value = async (source: string, columns: readonly Column[] = table.columns) => {
  const result = compileExpression(source, columns);
  if ('fault' in result) throw new Error(faultText(result.fault));
  const [row] = await ctx.tables.rows(`SELECT ${result.sql} AS v, typeof(${result.sql}) AS t FROM ${table.relation}`);
  return { value: row?.['v'], type: result.type, physical: row?.['t'], columns: result.columns };
};

describe('what an expression comes to', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['-2 ^ 2', -4],
    ['2 ^ 3 ^ 2', 512],
    ['2 ^ -1', 0.5],
    ['(1 + 2) * 3 - 10 % 4', 7],
    ['7 / 2', 3.5],
    ['1 - 2 - 3', -4],
    ['a / zero', null],
    ['5 % 0', null],
    ['log(zero)', null],
    ['log(-1)', null],
    ['log10(1000)', 3],
    ['sqrt(-1)', null],
    ['(0 - 1) ^ 0.5 > 3', null],
    ['exp(1000)', null],
    ['none + 1', null],
    ['999999999999999999 * 10 * 10', null],
    ['big = 9007199254740993', true],
    ['big = 9007199254740992', false],
    ['abs(-3)', 3],
    ['round(2.5)', 3],
    ['round(1.2345, 2)', 1.23],
    ['floor(-1.5)', -2],
    ['ceil(1.2)', 2],
    ['min(a, b, none)', 2.5],
    ['max(a, b, 100)', 100],
    ['clip(b, 0, 5)', 5],
    ['clip(none, 0, 5)', null],
    ['length(name)', 5],
    ['lower(name)', 'größe'],
    ['upper(colour)', 'RED'],
    ["trim('  x ')", 'x'],
    ["contains(name, 'röß')", true],
    ['starts_with(name, \'G\') and ends_with(name, "e")', true],
    ["replace(colour, 'e', 'ea')", 'read'],
    ['substring(name, 2, 3)', 'röß'],
    ['substring(name, 2, none)', null],
    ["concat(colour, ' & ', b)", 'red & 7'],
    ["number('12.5') + 1", 13.5],
    ["number('nan')", null],
    ['text(b)', '7'],
    ['year(day) * 100 + month(day)', 202402],
    ['weekday(day)', 4],
    ['hour(day)', 23],
    ['days_between(2024-02-28, day)', 1 + 23.5 / 24],
    ["year(date('31.01.2026', '%d.%m.%Y'))", 2026],
    ["date('no date') is missing", true],
    ["day >= '2024-02-29'", true],
    ['day between 2024-01-01 and 2024-02-29 23:00', false],
    ["colour in ('red', 'blue')", true],
    ['b not in (1, 2.5, 7)', false],
    ['none is missing and a is not missing', true],
    ['not ok or b > 100', false],
    ['ok and none > 1', null],
    ["if(none > 1, 'large', 'small')", null],
    ["if(b > 100, 'large', b > 5, 'middle', 'small')", 'middle'],
    ['coalesce(none, a, 1)', 2.5],
    ['if(ok, missing, 1)', null],
    ['`unit price` * [unit price]', 2.25],
    ['[a "b" `c` ]]] + `a "b" ``c`` ]`', 6],
    ["'it''s \"; DROP TABLE x; --'", 'it\'s "; DROP TABLE x; --'],
    ['NOT OK', 'there is no column “OK”'],
  ] as const)('%s', async (source, expected) => {
    if (typeof expected === 'string' && expected.startsWith('there is')) {
      await expect(value(source)).rejects.toThrow(expected);
      return;
    }
    const { value: found, type, physical } = await value(source);
    if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 12);
    else expect(found).toBe(expected);
    expect(physical).toBe(
      {
        number: 'DOUBLE',
        integer: 'BIGINT',
        boolean: 'BOOLEAN',
        category: 'VARCHAR',
        text: 'VARCHAR',
        datetime: 'TIMESTAMP',
      }[type],
    );
  });

  test('with a type that follows from its parts, and the columns that it reads', async () => {
    const typed = async (source: string) => (await value(source)).type;
    expect(await typed('b + 1')).toBe('integer');
    expect(await typed('b / 1')).toBe('number');
    expect(await typed("if(ok, 'yes', 'no')")).toBe('category');
    expect(await typed('concat(colour, 1)')).toBe('text');
    expect(await typed('if(ok, day, missing)')).toBe('datetime');
    expect((await value('b + a * b')).columns).toEqual(['a', 'b']);
  });

  test('by row: missing where a part is missing', async () => {
    const many = await tableOf(ctx, 'x y', [
      [1, 2],
      [null, 2],
      [3, 0],
    ]);
    const result = compileExpression('x / y', many.columns);
    if ('fault' in result) throw new Error(result.fault.reason);
    const rows = await ctx.tables.rows(`SELECT ${result.sql} AS v FROM ${many.relation} ORDER BY __row`);
    expect(rows.map(({ v }) => v)).toEqual([0.5, null, null]);
  });
});

test('a chain that is just short enough runs', async () => {
  expect((await value(`b${'+b'.repeat(199)}`)).value).toBe(1400);
});
