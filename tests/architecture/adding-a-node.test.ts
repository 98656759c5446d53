import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TransformNode } from '../../contract/node.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { root } from './source-files.ts';

const folder = join(root, 'test-results/adding-a-node');

/** The file that the document has its reader write. */
const documentedNode = async (): Promise<TransformNode> => {
  const text = await readFile(join(root, 'docs/adding-a-node.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const path = join(folder, 'clean/sort/node.ts');
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, code.replaceAll('../../../contract/', `${root}/contract/`));
  return (await import(/* @vite-ignore */ path)).default;
};

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine({ nodes: { 'clean.sort': await documentedNode() } });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const flow = (by: string) =>
  sketch({
    nodes: {
      data: {
        type: 'source.inline-table',
        params: { columns: [{ name: 'x', type: 'number' }], rows: [[3], [1], [2]] },
      },
      sort: { type: 'clean.sort', params: { by } },
    },
    wires: ['data.table > sort.table'],
  });

test('the node of the document works as it is written there', async () => {
  const run = await engine.open(flow('x')).run().expect('succeeded');
  expect((await run.page('sort')).page.map(({ cells }) => cells[0])).toEqual([1, 2, 3]);
});

test('its shape tells of a column that is gone', async () => {
  expect(await engine.open(flow('y')).problems()).toEqual(['data.column-gone sort']);
});

test('its form comes from its params alone', async () => {
  const catalogue = await engine.client.call('engine.catalogue', {});
  const entry = catalogue.find(({ type }) => type === 'clean.sort');
  expect(entry?.params['properties']).toMatchObject({
    by: { title: 'By', widget: 'column' },
    descending: { default: false },
  });
});
