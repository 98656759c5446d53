import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

const engines = [await openEngine({ workers: 1, threads: 1 }), await openEngine({ workers: 2, threads: 2 })] as const;
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

type Cell = string | number | null;

const flowOf = (times: readonly Cell[], params: object, type = 'number') =>
  sketch({
    nodes: {
      data: {
        type: 'source.inline-table',
        params: { columns: [{ name: 'at', type }, { name: 'x' }], rows: times.map((at, i) => [at, i]) } as never,
      },
      split: { type: 'split.time', params: { column: 'at', ...params } as never },
    },
    wires: ['data.table > split.table'],
  });

const splitOf = async (times: readonly Cell[], params: object = {}, { type = 'number', on = engines[0] } = {}) => {
  const run = await on
    .open(flowOf(times, params, type))
    .run()
    .expect('succeeded');
  const { page } = await run.page('split', 'table', { limit: 1000 });
  const rest = await run.page('split', 'rest', { limit: 1000 });
  const of = (wanted: string) => page.filter(({ part }) => part === wanted).map(({ cells }) => cells[0]);
  const { findings } = run.node('split');
  const hash = run.output('split', 'table').hash;
  return { train: of('train'), validation: of('validation'), test: of('test'), page, rest, findings, hash };
};

/** 0…99 in a shuffled order. */
const hundred = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);

test('the latest rows are tested on, those before validate, and rows keep their order', async () => {
  const { train, validation, test: tested, page, findings } = await splitOf(hundred);
  expect([train.length, validation.length, tested.length]).toEqual([70, 10, 20]);
  expect(Math.max(...train.map(Number))).toBe(69);
  expect(Math.min(...validation.map(Number))).toBe(70);
  expect(Math.min(...tested.map(Number))).toBe(80);
  expect(page.map(({ cells }) => cells[0])).toEqual(hundred);
  expect(findings).toEqual([]);
});

test('rows of the same time stay together', async () => {
  const ties = hundred.map((value) => Math.floor(value / 7));
  const { train, validation, test: tested } = await splitOf(ties);
  expect(Math.max(...train.map(Number))).toBeLessThan(Math.min(...validation.map(Number)));
  expect(Math.max(...validation.map(Number))).toBeLessThan(Math.min(...tested.map(Number)));
  expect(train.length + validation.length + tested.length).toBe(100);
  expect(Math.abs(tested.length - 20)).toBeLessThanOrEqual(3);
});

test('a cutoff decides, and a gap before each part is set aside and told', async () => {
  const { train, validation, test: tested, rest, findings } = await splitOf(hundred, { cutoff: '60', gap: 5 });
  expect(tested).toHaveLength(40);
  expect(validation.map(Number).sort((a, b) => a - b)).toEqual([45, 46, 47, 48, 49, 50, 51, 52, 53, 54]);
  expect(Math.max(...train.map(Number))).toBe(39);
  expect(rest.rows).toBe(10);
  expect(findings).toMatchObject([{ code: 'data.gap-rows', rows: 10 }]);
});

test('a gap of dates is days, and the cutoff is a date', async () => {
  const days = Array.from({ length: 28 }, (_, i) => `2024-02-${String(i + 1).padStart(2, '0')}`);
  const { train, test: tested } = await splitOf(
    days,
    { cutoff: '2024-02-20', gap: 7, validation: 0 },
    { type: 'datetime' },
  );
  expect(tested).toHaveLength(9);
  expect(String(train.at(-1))).toContain('2024-02-12');
});

test('rows without a time, or with an infinite one, are set aside and told', async () => {
  const { train, rest, findings } = await splitOf([...hundred, null, null, 'inf']);
  expect(train).toHaveLength(70);
  expect(rest.rows).toBe(3);
  expect(findings).toMatchObject([{ code: 'data.missing-time', column: 'at', rows: 3 }]);
});

test('the parts are the same for any number of threads', async () => {
  const many = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 611);
  const one = await splitOf(many, { gap: 3 });
  expect((await splitOf(many, { gap: 3 }, { on: engines[1] })).hash).toBe(one.hash);
});

test('one single time leaves nothing to test on, and that is told', async () => {
  const { train, findings } = await splitOf(Array.from({ length: 10 }, () => 5));
  expect(train).toHaveLength(10);
  expect(findings.map(({ code }) => code)).toEqual(['data.uneven-parts', 'data.uneven-parts']);
});

test('a cutoff outside the table is told', async () => {
  const late = await splitOf(hundred, { cutoff: '1000' });
  expect(late.findings).toMatchObject([{ code: 'data.empty-part' }]);
  expect((await splitOf(hundred, { cutoff: '-1' })).findings.map(({ code }) => code)).toContain('data.empty-part');
});

test('settings that cannot work are problems before the run', async () => {
  const problems = (params: object, type?: string) => engines[0].open(flowOf(['1', '2'], params, type)).problems();
  expect(await problems({ cutoff: 'soon' })).toEqual(['param.invalid split']);
  expect(await problems({ cutoff: '2024-02-30' }, 'datetime')).toEqual(['param.invalid split']);
  expect(await problems({ test: 0.5, validation: 0.5 })).toEqual(['param.invalid split']);
  expect(await problems({}, 'category')).toEqual(['data.wrong-type split']);
  expect(await problems({ column: 'gone' })).toEqual(['data.column-missing split']);
  expect(await problems({ column: '' })).toEqual(['param.required split']);
});
