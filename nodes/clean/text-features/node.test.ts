import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { learn, only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import type { LearnedTexts } from './learned.ts';
import node from './node.ts';

interface Golden {
  readonly texts: readonly string[];
  readonly cases: readonly {
    readonly grams: number;
    readonly minRows: number;
    readonly maxShare: number;
    readonly sublinear: boolean;
    readonly terms: readonly string[];
    readonly idf: readonly number[];
    readonly cells: readonly (readonly [number, number, number])[];
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../tests/golden/text-features.json', import.meta.url), 'utf8'),
) as Golden;

const ctx = await openContext();
afterAll(() => ctx.close());
beforeEach(() => {
  ctx.findings.length = 0;
});

const tableOfTexts = (texts: readonly (string | null)[]) =>
  tableOf(
    ctx,
    't:text',
    texts.map((text) => [text]),
  );

describe('the terms and their weights are those of scikit-learn', () => {
  for (const { terms, idf, cells, ...params } of golden.cases)
    test(`${params.grams} words, ${params.minRows} rows at least, sublinear ${params.sublinear}`, async () => {
      const table = await tableOfTexts(golden.texts);
      const state = (await learn(node, params, { table, ctx })) as LearnedTexts;
      const learned = state.columns['t'];
      if (learned?.method !== 'tf-idf') throw new Error('nothing learned');
      expect(learned.terms).toEqual(terms);
      expect(learned.weights).toEqual(idf.map((weight) => expect.closeTo(weight, 12)));
      const result = only(await transform(node, params, { table, ctx, state }));
      const expected = new Map(cells.map(([row, column, value]) => [`${row} ${column}`, value]));
      const columns = await ctx.tables.numberColumns(result, learned.outputs);
      let worst = 0;
      columns.forEach((values, column) => {
        values.forEach((value, row) => {
          worst = Math.max(worst, Math.abs(value - (expected.get(`${row} ${column}`) ?? 0)));
        });
      });
      expect(expected.size).toBeGreaterThan(100);
      expect(worst).toBeLessThan(1e-12);
    });
});

const training = ['good cat', 'good dog', 'bad cat', 'bad bad dog'];

test('the commonest terms are kept, and how many were left out is said', async () => {
  const table = await tableOfTexts(training);
  const state = (await learn(node, { terms: 2 }, { table, ctx })) as LearnedTexts;
  expect(state.columns['t']).toMatchObject({ terms: ['bad', 'cat'] });
  expect(ctx.findings).toMatchObject([{ code: 'data.terms-left-out', value: 4, limit: 2 }]);
});

test('texts without a known word, and rows without a text, are counted', async () => {
  const state = await learn(node, {}, { table: await tableOfTexts(training), ctx });
  const table = await tableOfTexts(['a horse of course', null, 'good']);
  const rows = await ctx.rowsOf(only(await transform(node, {}, { table, ctx, state })));
  expect(rows.map((row) => [row['t_good'], row['t_bad'], row['t_words'], row['t_characters']])).toEqual([
    [0, 0, 3, 17],
    [0, 0, null, null],
    [1, 0, 1, 4],
  ]);
  expect(ctx.findings).toMatchObject([
    { code: 'data.no-text', rows: 1 },
    { code: 'data.unknown-terms', rows: 1, examples: ['a horse of course'] },
  ]);
});

test('hashing knows every word, and gives the same place to the same word', async () => {
  const table = await tableOfTexts(['one two', 'two', 'never seen before']);
  const params = { method: 'hash', buckets: 16, lengths: false, grams: 1, keep: true };
  const result = only(await transform(node, params, { table, ctx }));
  expect(result.columns.map(({ name }) => name).slice(0, 2)).toEqual(['t', 't_hash_0']);
  const rows = (await ctx.rowsOf(result)).map((row) =>
    Array.from({ length: 16 }, (_, i) => Number(row[`t_hash_${i}`])),
  );
  expect(rows.map((row) => row.reduce((sum, value) => sum + value * value, 0))).toEqual(
    rows.map(() => expect.closeTo(1, 12)),
  );
  const place = rows[1]?.indexOf(1) ?? -1;
  expect(rows[0]?.[place]).toBeGreaterThan(0);
});

test('a name that is taken is numbered, and texts of other columns stay', async () => {
  const table = await tableOf(ctx, 't:text t_good s:category', [
    ['good cat', 1, 'x'],
    ['good cat', 2, 'y'],
    ['dog', 3, 'z'],
  ]);
  const result = only(await transform(node, { grams: 1, lengths: false }, { table, ctx }));
  expect(result.columns.map(({ name }) => name)).toEqual(['t_good', 's', 't_cat', 't_good_2']);
});

test('20,000 texts become 2,000 columns in a reasonable time', { timeout: 120_000 }, async () => {
  const texts = Array.from({ length: 20_000 }, (_, row) =>
    Array.from(
      { length: 30 },
      (_, place) => `word${Math.floor((((row * 7919 + place * 104729) % 9973) ** 2 / 9973) % 4000)}`,
    ).join(' '),
  );
  const table = await tableOfTexts(texts);
  const at = performance.now();
  const result = only(await transform(node, {}, { table, ctx }));
  const count = await ctx.tables.create(`SELECT * EXCLUDE (__row) FROM ${result.relation}`, result.columns);
  expect(performance.now() - at).toBeLessThan(60_000);
  expect([count.rows, count.columns.length]).toEqual([20_000, 2002]);
});
