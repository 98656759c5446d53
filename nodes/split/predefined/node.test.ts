import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

const engines = [await openEngine({ workers: 1, threads: 1 }), await openEngine({ workers: 2, threads: 2 })] as const;
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

type Cell = string | number | boolean | null;

const flowOf = (words: readonly Cell[], params: object, type = 'category') =>
  sketch({
    nodes: {
      data: {
        type: 'source.inline-table',
        params: {
          columns: [{ name: 'subset', type }, { name: 'x' }],
          rows: words.map((word, i) => [word, i]),
        } as never,
      },
      split: { type: 'split.predefined', params: { column: 'subset', ...params } as never },
    },
    wires: ['data.table > split.table'],
  });

const splitOf = async (words: readonly Cell[], params: object = {}, { type = 'category', on = engines[0] } = {}) => {
  const run = await on
    .open(flowOf(words, params, type))
    .run()
    .expect('succeeded');
  const { page, columns } = await run.page('split', 'table', { limit: 1000 });
  const rest = await run.page('split', 'rest');
  const { findings } = run.node('split');
  const hash = run.output('split', 'table').hash;
  return { parts: page.map(({ part, cells }) => `${cells[1]} ${part}`), columns, rest, findings, hash };
};

test('each row goes where its value says, whatever the case and the spaces', async () => {
  const { parts, findings, columns } = await splitOf(['train', ' Test', 'DEV', 'training', 'test', 'val']);
  expect(parts).toEqual(['0 train', '1 test', '2 validation', '3 train', '4 test', '5 validation']);
  expect(findings).toEqual([]);
  expect(columns[0]).toMatchObject({ name: 'subset', role: 'ignored' });
});

test('unknown and missing values are set aside and told, never trained on unasked', async () => {
  const { parts, rest, findings } = await splitOf(['train', null, 'extra', 'test', 'extra', 'odd']);
  expect(parts).toEqual(['0 train', '3 test']);
  expect(rest.page.map(({ cells }) => cells[1])).toEqual([1, 2, 4, 5]);
  expect(findings).toMatchObject([
    { code: 'data.missing-part', rows: 1 },
    { code: 'data.unknown-part', rows: 3, examples: ['extra', 'odd'] },
  ]);
});

test('other values go to a part when that is asked for, and are told all the same', async () => {
  const { parts, rest, findings } = await splitOf(['train', null, 'extra'], { others: 'test' });
  expect(parts).toEqual(['0 train', '1 test', '2 test']);
  expect(rest.rows).toBe(0);
  expect(findings.map(({ code }) => code)).toEqual(['data.missing-part', 'data.unknown-part']);
});

test('numbers and booleans can name parts', async () => {
  const numbers = { train: ['0'], validation: [], test: ['1'] };
  expect((await splitOf([0, 1, 0], numbers, { type: 'number' })).parts).toEqual(['0 train', '1 test', '2 train']);
  const booleans = { train: ['false'], validation: [], test: ['true'] };
  expect((await splitOf([true, false], booleans, { type: 'boolean' })).parts).toEqual(['0 test', '1 train']);
});

test('a value with a quote is a value and nothing else', async () => {
  const { parts } = await splitOf(["it's", 'train'], { test: ["It's"] });
  expect(parts).toEqual(['0 test', '1 train']);
});

test('a table without training rows is told', async () => {
  expect((await splitOf(['test', 'test'])).findings).toMatchObject([{ code: 'data.empty-part' }]);
});

test('the parts are the same for any number of threads', async () => {
  const words = Array.from({ length: 5000 }, (_, i) => ['train', 'test', 'odd', null][(i * 7) % 4] ?? null);
  const one = await splitOf(words);
  expect((await splitOf(words, {}, { on: engines[1] })).hash).toBe(one.hash);
});

test('settings that cannot work are problems before the run', async () => {
  const problems = (params: object) => engines[0].open(flowOf(['train'], params)).problems();
  expect(await problems({ test: ['test', 'Train'] })).toEqual(['param.invalid split']);
  expect(await problems({ column: 'gone' })).toEqual(['data.column-missing split']);
  expect(await problems({ column: '' })).toEqual(['param.required split']);
});
