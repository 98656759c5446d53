import { expect, test } from 'vitest';
import type { TableSummary } from '../../contract/run-event.ts';
import type { Shapes } from '../../contract/shape.ts';
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

test('what a node is expected to give is its own table, also where only the columns of what it sets aside are known', () => {
  const split = { parts: false, folds: 0, repeats: 0 };
  const shapes: Shapes = { badRows: { kind: 'table', columns: [], split }, table: { kind: 'table', split } };
  expect(mainRows(shapes)).toBe(shapes['table']);
});
