import { afterAll, expect, test } from 'vitest';
import { openContext } from '../../../tests/conformance/node-context.ts';
import { only, tableOf, transform } from '../../../tests/conformance/node-driver.ts';
import node from './node.ts';

const ctx = await openContext();
afterAll(() => ctx.close());
const table = await tableOf(ctx, 'a b:category c:text d:integer', [[1, 'x', 'one', 4]]);
const arranged = async (params: Parameters<typeof transform>[1]) => only(await transform(node, params, { table, ctx }));

test('keeps columns by name, type, role or pattern, in the order of the table', async () => {
  const kept = await arranged({ keep: ['type:integer', 'a', '/^c$/'] });
  expect(kept.columns.map(({ name }) => name)).toEqual(['a', 'c', 'd']);
});

test('renames, gives roles by old or new name, and puts columns first', async () => {
  const { columns } = await arranged({
    rename: { b: 'Größe "x"' },
    roles: { b: 'target', d: 'id' },
    order: ['d', 'Größe "x"'],
  });
  expect(columns.map(({ name, role }) => `${name} ${role}`)).toEqual([
    'd id',
    'Größe "x" target',
    'a feature',
    'c feature',
  ]);
});

test('the cells stay with their columns', async () => {
  const swapped = await arranged({ rename: { a: 'd', d: 'a' } });
  expect(await ctx.rowsOf(swapped)).toEqual([{ __row: 0, d: 1, b: 'x', c: 'one', a: 4 }]);
});

test('a name that another column has is not given twice, whatever its case', async () => {
  const { columns } = await arranged({ rename: { a: 'B' } });
  expect(columns.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  expect(ctx.findings.at(-1)).toMatchObject({ code: 'data.name-taken', column: 'a' });
});

test('two targets are a problem while editing and a failure when run', async () => {
  const roles = { a: 'target', b: 'target' };
  if (node.role !== 'transform') throw new Error('not a transform');
  const shaped = node.shape(
    { kind: 'table', columns: table.columns, split: table.split },
    node.params.parse({ roles }) as never,
  );
  expect(shaped.problems?.map(({ code }) => code)).toEqual(['data.many-targets']);
  await expect(arranged({ roles })).rejects.toMatchObject({ code: 'data.many-targets' });
});

test('a setting for a column that is gone is skipped and said; the rest applies', async () => {
  const { columns } = await arranged({ roles: { gone: 'id', a: 'ignored' } });
  expect(columns[0]).toMatchObject({ name: 'a', role: 'ignored' });
  expect(ctx.findings.at(-1)).toMatchObject({ code: 'data.column-gone', column: 'gone' });
});
