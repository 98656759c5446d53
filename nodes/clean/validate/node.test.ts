import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { parseRule } from './parse-rule.ts';

const engines = [await openEngine({ workers: 1, threads: 1 }), await openEngine({ workers: 2, threads: 2 })] as const;
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const columns = [
  { name: 'id', type: 'integer' },
  { name: 'unit price', type: 'number' },
  { name: 'colour', type: 'category' },
  { name: 'day', type: 'datetime' },
];
const stock = [
  [1, 2.5, 'red', '2024-01-05'],
  [2, -1, 'blue', '2024-02-01'],
  [2, 4, 'light, blue', '2023-12-31'],
  [3, null, null, '2024-03-01'],
  [4, 9, 'RED', null],
] as const;

const flowOf = (rules: readonly string[], onError: string, rows: readonly (readonly unknown[])[] = stock, more = {}) =>
  sketch({
    nodes: {
      data: { type: 'source.inline-table', params: { columns, rows } as never },
      validate: { type: 'clean.validate', params: { rules: [...rules], onError, ...more } },
    },
    wires: ['data.table > validate.table'],
  });

const aside = async (
  rules: readonly string[],
  { on = engines[0], rows = stock as readonly (readonly unknown[])[] } = {},
) => {
  const run = await on
    .open(flowOf(rules, 'quarantine', rows))
    .run()
    .expect('succeeded');
  const quarantine = await run.page('validate', 'quarantine');
  const table = await run.page('validate', 'table');
  return {
    broken: quarantine.page.map(({ row, cells }) => `${row} ${cells.at(-1)}`),
    kept: table.page.map(({ row }) => row),
    columns: quarantine.columns.map(({ name }) => name),
    findings: run.node('validate').findings,
    report: run.report('validate'),
    hash: `${run.output('validate', 'table').hash} ${run.output('validate', 'quarantine').hash}`,
  };
};

describe('rows are set aside', () => {
  for (const [rule, rows] of [
    ['"unit price" not null', [3]],
    ['id unique', [2]],
    ['"unit price" >= 0', [1]],
    ['id < 2.5', [3, 4]],
    ['id between 2 and 3', [0, 4]],
    ['colour in red, blue, "light, blue"', [4]],
    ['colour != red', [0]],
    ['colour matches /^[a-z, ]+$/', [4]],
    ['day >= 2024-01-01', [2]],
    ['id in 1, 2, 3, 4', []],
    ['check: id < `unit price`', [1]],
    ["check: colour in ('red', 'RED') or year(day) = 2024", [2]],
    ['day within 31 days of newest', [0, 2]],
    ['day within 4 weeks of 2024-01-05', [3]],
  ] as const)
    test(`where ${rule} is broken, and only there`, async () => {
      const { broken, kept, findings } = await aside([rule]);
      expect(broken).toEqual(rows.map((row) => `${row} ${rule}`));
      expect(kept).toEqual([0, 1, 2, 3, 4].filter((row) => !(rows as readonly number[]).includes(row)));
      expect(findings.map((finding) => finding.rows)).toEqual(rows.length > 0 ? [rows.length] : []);
    });

  test('with every rule they break, and the report counts them', async () => {
    const { broken, columns: names, report } = await aside(['"unit price" >= 0', 'colour != blue']);
    expect(broken).toEqual(['1 "unit price" >= 0; colour != blue']);
    expect(names.at(-1)).toBe('broken rules');
    expect(report.tables[0]?.rows.map((row) => row.slice(0, 4))).toEqual([
      ['"unit price" >= 0', 'error', 'no', 1],
      ['colour != blue', 'error', 'no', 1],
    ]);
  });

  test('but not for a warning, which is told', async () => {
    const { kept, findings } = await aside(['warning: id unique']);
    expect(kept).toHaveLength(5);
    expect(findings).toMatchObject([{ code: 'data.rule-broken', severity: 'warning', rows: 1, examples: ['2'] }]);
  });

  test('the same for any number of threads', async () => {
    const rows = Array.from({ length: 2400 }, (_, i) => [i % 900, i % 7, 'red', null]);
    const rules = ['id unique', '"unit price" < 6'];
    const one = await aside(rules, { rows });
    expect((await aside(rules, { rows, on: engines[1] })).hash).toBe(one.hash);
  });
});

describe('a run stops', () => {
  const failure = async (rules: readonly string[], onError = 'stop') => {
    const run = await engines[0].open(flowOf(rules, onError)).run().finished();
    return run.node('validate').failure;
  };

  test('at a broken rule, and says which', async () => {
    const failed = await failure(['id unique', 'colour in red']);
    expect(failed).toMatchObject({ code: 'data.rules-broken' });
    expect(failed?.message).toContain('2 rules do not hold: id unique (1 of 5 rows break it)');
    expect(await failure(['id >= 1', 'warning: id unique'])).toBeUndefined();
  });

  for (const rule of ['rows >= 6', 'gone required', 'id is text'])
    test(`at ${rule} even where rows would be set aside`, async () => {
      expect(await failure([rule], 'quarantine')).toMatchObject({ code: 'data.rules-broken' });
    });

  test('not at rules that hold', async () => {
    expect(await failure(['rows == 5', 'id required', 'id is integer', 'id not null'])).toBeUndefined();
  });
});

describe('before a run', () => {
  for (const rule of [
    '',
    'id',
    'id >>> 3',
    'id is numeric',
    'colour matches /(/',
    'colour matches /(?=a)/',
    'colour in "a, b',
    'id >= many',
    'day >= 2024-02-31',
    'id matches /1/',
    'id >= 0); DROP TABLE x; --',
    'check: id + 1',
    'check: it > 1',
    'id within 2 days of newest',
    'day within 2 days of yesterday',
    'day fresh 2 days',
    'id fresh 2 days',
  ])
    test(`“${rule}” is a problem`, async () => {
      expect(await engines[0].open(flowOf([rule], 'stop')).problems()).toEqual(['param.invalid validate']);
    });

  test('no rules, and rules about columns that are gone, are warned about', async () => {
    expect(await engines[0].open(flowOf([], 'stop')).problems()).toEqual(['param.required validate']);
    expect(await engines[0].open(flowOf(['gone >= 0'], 'stop')).problems()).toEqual(['data.column-gone validate']);
  });
});

test('quotes in texts and names stay what they are', async () => {
  expect(parseRule('"a ""b""" in "it\'s", x')).toMatchObject({
    rule: { column: 'a "b"', check: { check: 'in', values: ["it's", 'x'] } },
  });
  expect((await aside(['colour != "\'; DROP TABLE x; --"'])).broken).toEqual([]);
});

describe('dates', () => {
  const failureAsOf = async (rule: string, asOf: string) => {
    const run = await engines[0]
      .open(flowOf([rule], 'quarantine', stock, { asOf }))
      .run()
      .finished();
    return run.node('validate').failure;
  };

  test('are fresh where the newest lies near the date of the settings', async () => {
    expect(await failureAsOf('day fresh 2 days', '2024-03-03')).toBeUndefined();
    const late = await failureAsOf('day fresh 2 days', '2024-03-03 00:01');
    expect(late).toMatchObject({ code: 'data.rules-broken' });
    expect(late?.message).toContain('The newest is 2024-03-01 00:00:00, as of 2024-03-03 00:01');
  });
});

test('an expression that is broken shows what it read', async () => {
  const { findings } = await aside(['check: id < `unit price`']);
  expect(findings).toMatchObject([{ rows: 1, examples: ['id = 2, unit price = -1.0'] }]);
});

test('the rules that are learned from a table hold for it, and are listed to be taken over', async () => {
  const many = Array.from({ length: 40 }, (_, i) => [
    i,
    i / 4,
    i % 2 === 0 ? 'red' : 'light, "blue"',
    `2024-01-${String((i % 28) + 1).padStart(2, '0')}`,
  ]);
  const run = await engines[0]
    .open(flowOf([], 'stop', many, { learn: true }))
    .run()
    .expect('succeeded');
  const learned = run.report('validate').tables[1]?.rows.map(([rule]) => String(rule)) ?? [];
  expect(learned).toContain('"unit price" between 0.0 and 9.75');
  expect(learned).toContain('colour in "light, ""blue""", red');
  expect(learned).toContain('id unique');
  const again = await engines[0]
    .open(flowOf(learned, 'stop', many))
    .run()
    .expect('succeeded');
  expect(again.node('validate').findings).toEqual([]);
});
