import { expect, test } from 'vitest';
import type { TableSummary } from '../../contract/run-event.ts';
import { dataOutput, mainRows } from './chosen-output.ts';

const table = (rows: number): TableSummary => ({
  kind: 'table',
  handle: String(rows),
  hash: '',
  columns: [],
  rows,
  split: { parts: false, folds: 0, repeats: 0 },
});

test('a node is known by the rows it hands on, not by those it set aside, in whatever order they come', () => {
  const outputs = { quarantine: table(0), table: table(5) };
  expect(mainRows(outputs)).toBe(outputs.table);
  expect(dataOutput(outputs)?.port).toBe('table');
  expect(dataOutput(outputs, 'quarantine')?.port).toBe('quarantine');
});
