import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { chooseGroups } from './choose-groups.ts';

const engines = [await openEngine({ workers: 1, threads: 1 }), await openEngine({ workers: 2, threads: 2 })] as const;
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

type Rows = readonly (readonly (string | number | null)[])[];

/** Groups g0, g1… of 1 to 7 rows in turn, their rows scattered. */
const scattered: Rows = Array.from({ length: 60 }, (_, group) =>
  Array.from({ length: (group % 7) + 1 }, (_, i) => [`g${group}`, (group * 31 + i * 17) % 101]),
)
  .flat()
  .sort((a, b) => Number(a[1]) - Number(b[1]));

const flowOf = (rows: Rows, params: object, seed = 7) =>
  sketch({
    seed,
    nodes: {
      data: {
        type: 'source.inline-table',
        params: {
          columns: [
            { name: 'who', type: 'category' },
            { name: 'x', type: 'number' },
          ],
          rows,
        } as never,
      },
      split: { type: 'split.group', params: params as never },
    },
    wires: ['data.table > split.table'],
  });

const splitOf = async (rows: Rows, params: object, { seed = 7, on = engines[0] } = {}) => {
  const run = await on
    .open(flowOf(rows, params, seed))
    .run()
    .expect('succeeded');
  const { page, columns } = await run.page('split', 'table', { limit: 1000 });
  const parts = page.map(({ part, cells }) => ({ part: part ?? '', who: cells[0] }));
  return { parts, columns, findings: run.node('split').findings, hash: run.output('split', 'table').hash };
};

const count = (parts: readonly { readonly part: string }[], wanted: string): number =>
  parts.filter(({ part }) => part === wanted).length;

test('no group is in two parts, and the shares are exact where the groups allow it', async () => {
  const { parts, findings } = await splitOf(scattered, { column: 'who', test: 0.2, validation: 0.1 });
  expect(parts).toHaveLength(scattered.length);
  const seen = new Map<unknown, Set<string>>();
  for (const { part, who } of parts) seen.set(who, (seen.get(who) ?? new Set()).add(part));
  expect([...seen.values()].every(({ size }) => size === 1)).toBe(true);
  expect(count(parts, 'test')).toBe(Math.round(scattered.length * 0.2));
  expect(count(parts, 'validation')).toBe(Math.round(scattered.length * 0.1));
  expect(findings).toEqual([]);
});

test('the same seed draws the same groups for any number of threads, another seed draws others', async () => {
  const params = { column: 'who', k: 4 };
  const one = await splitOf(scattered, params);
  expect((await splitOf(scattered, params, { on: engines[1] })).hash).toBe(one.hash);
  expect((await splitOf(scattered, params, { seed: 8 })).hash).not.toBe(one.hash);
});

test('rows without a group are told, and stand alone or together as asked', async () => {
  const rows: Rows = scattered.map(([who, x], i) => [i % 5 === 0 ? null : (who ?? null), x ?? null]);
  const lost = rows.filter(([who]) => who === null).length;
  const alone = await splitOf(rows, { column: 'who' });
  expect(alone.findings).toMatchObject([{ code: 'data.missing-group', rows: lost, column: 'who' }]);
  const partsOf = ({ parts }: typeof alone) => new Set(parts.filter(({ who }) => who === null).map(({ part }) => part));
  expect(partsOf(alone).size).toBeGreaterThan(1);
  expect(partsOf(await splitOf(rows, { column: 'who', missing: 'together' })).size).toBe(1);
});

test('the column gets the role group, so that folds drawn later keep to it', async () => {
  const { columns } = await splitOf(scattered, { column: 'who' });
  expect(columns[0]).toMatchObject({ name: 'who', role: 'group' });
});

test('a single group is trained on, and the empty parts are told', async () => {
  const { parts, findings } = await splitOf(
    Array.from({ length: 9 }, (_, i) => ['one', i]),
    { column: 'who' },
  );
  expect(count(parts, 'train')).toBe(9);
  expect(findings.map(({ code, limit }) => `${code} ${limit}`)).toEqual([
    'data.uneven-parts 0.1',
    'data.uneven-parts 0.2',
  ]);
});

test('settings that cannot work are problems before the run', async () => {
  const problems = (params: object) => engines[0].open(flowOf(scattered, params)).problems();
  expect(await problems({ column: 'who', test: 0.6, validation: 0.4 })).toEqual(['param.invalid split']);
  expect(await problems({ column: 'who', k: 1 })).toEqual(['param.invalid split']);
  expect(await problems({ column: 'where' })).toEqual(['data.column-missing split']);
  expect(await problems({})).toEqual(['param.required split']);
});

test('the sum of chosen groups is as near as any choice comes', () => {
  const sum = (sizes: readonly number[], wanted: number) =>
    chooseGroups(sizes, wanted).reduce((total, index) => total + (sizes[index] ?? 0), 0);
  expect(sum([3, 3, 3, 3, 8, 5], 11)).toBe(11);
  expect(sum([7, 7, 7], 10)).toBe(7);
  expect(sum([100, 100], 40)).toBe(100);
  expect(chooseGroups([5], 3)).toEqual([]);
});
