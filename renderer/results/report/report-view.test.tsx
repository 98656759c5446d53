// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { report } from '../../../contract/report.ts';
import { ReportView } from './report-view.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const measured = (part: string, value: number, model: string) => ({ name: 'accuracy', part, value, n: 67, model });

test('the test part is shown first, another one at a click', () => {
  const scores = report('Scores', { metrics: [measured('train', 0.999, 'forest'), measured('test', 0.912, 'forest')] });
  render(<ReportView report={scores} />);
  expect(screen.getByText('Accuracy 0.912 on 67 test rows')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'train' }));
  expect(screen.getByText('Accuracy 0.999 on 67 train rows')).toBeTruthy();
});

test('of several models, the one that is clicked is shown in full', () => {
  const scores = report('Scores', { metrics: [measured('test', 0.91, 'forest'), measured('test', 0.97, 'logistic')] });
  render(<ReportView report={scores} />);
  const table = screen.getByRole('table', { name: 'Models side by side' });
  expect(within(table).getByText('0.970').className).toContain('strong');
  fireEvent.click(within(table).getByRole('button', { name: 'logistic' }));
  expect(screen.getByText('Accuracy 0.970 on 67 test rows')).toBeTruthy();
});

test('a gate tells which rule was not passed', () => {
  const rules = [
    { rule: 'accuracy >= 0.9', passed: true, measured: 0.95, limit: 0.9, message: 'Good enough.' },
    { rule: 'log-loss <= 0.1', passed: false, measured: null, limit: 0.1, message: 'It was not measured.' },
  ];
  render(<ReportView report={report('Gate', { gate: { passed: false, rules } })} />);
  expect(screen.getByText('Not passed: 1 of 2 rules')).toBeTruthy();
  expect(screen.getByText(/not measured · limit 0.100/)).toBeTruthy();
});

test('the numbers of a figure can be had as a table', () => {
  const spec = { mark: 'bar', data: { values: [{ class: 'Adelie', rows: 29 }] } };
  const figures = [{ name: 'f', title: 'Rows', summary: 'Most are Adelie.', spec }];
  render(<ReportView report={report('Figures', { figures })} />);
  expect(screen.getByRole('img', { name: 'Most are Adelie.' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
  expect(screen.getByRole('cell', { name: '29' })).toBeTruthy();
});

const columnsTable = (rows: number) => ({
  name: 'columns',
  title: 'Columns',
  columns: ['Column', 'Mean'],
  rows: Array.from({ length: rows }, (_, index) => [`gene ${index}`, index / 4]),
});

test('of a table of ten thousand rows those in sight are drawn, and each can be found', () => {
  // The document of these tests has no layout: here ten rows are in sight.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(280);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(28);
  render(<ReportView report={report('Profile', { tables: [columnsTable(10_000)] })} />);
  const table = screen.getByRole('table', { name: 'Columns' });
  expect(table.getAttribute('aria-rowcount')).toBe('10001');
  expect(within(table).getByRole('cell', { name: 'gene 0' })).toBeTruthy();
  expect(within(table).getAllByRole('row').length).toBeLessThan(60);
  expect(screen.getByRole('status').textContent).toBe('10,000 rows');
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search in Columns' }), { target: { value: 'GENE 987' } });
  expect(screen.getByRole('status').textContent).toBe('11 of 10,000 rows');
  expect(within(table).getByRole('cell', { name: 'gene 9876' })).toBeTruthy();
  expect(within(table).queryByRole('cell', { name: 'gene 0' })).toBeNull();
  expect(table.getAttribute('aria-rowcount')).toBe('12');
});

test('a table of a screen or two is drawn whole, with nothing to search', () => {
  render(<ReportView report={report('Profile', { tables: [columnsTable(100)] })} />);
  expect(screen.getAllByRole('row')).toHaveLength(101);
  expect(screen.queryByRole('searchbox')).toBeNull();
});
