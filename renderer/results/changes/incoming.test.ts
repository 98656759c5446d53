import { expect, test } from 'vitest';
import { flowSchema } from '../../../contract/flow.ts';
import type { TableSummary } from '../../../contract/run-event.ts';
import { comparable } from './incoming.ts';

const flow = flowSchema.parse({
  format: 'millrace-flow',
  version: 1,
  name: 'Two steps',
  nodes: { data: { type: 'source.sample' }, scale: { type: 'clean.scale' } },
  edges: [{ from: 'data.table', to: 'scale.table' }],
});
const table = (handle: string): TableSummary => ({
  kind: 'table',
  handle,
  hash: handle,
  columns: [],
  rows: 3,
  split: { parts: false, folds: 0, repeats: 0 },
});
const place = { node: 'scale', input: 'table' };

test('a table is held against the one that came in by the wire', () => {
  const known = { data: { table: table('in') }, scale: { table: table('out') } };
  const found = comparable(flow, place, (id) => known[id as keyof typeof known]);
  expect(found).toMatchObject({ before: 'in', after: { handle: 'out' } });
});

test('there is nothing to compare before both steps have run, or without a wire', () => {
  expect(comparable(flow, place, (id) => (id === 'data' ? { table: table('in') } : undefined))).toBeUndefined();
  const loose = { ...flow, edges: [] };
  expect(comparable(loose, place, () => ({ table: table('out') }))).toBeUndefined();
});
