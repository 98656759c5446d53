// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyFlow } from '../../contract/flow.ts';
import type { ThresholdStudy } from '../../contract/report.ts';
import { currentFlow, showDocument, undo } from '../state/document.ts';
import { setCatalogue } from '../state/session.ts';
import { testCatalogue } from '../testing/entries.ts';
import { ThresholdStudio } from './threshold-studio.tsx';

const study: ThresholdStudy = {
  classes: ['stays', 'leaves'],
  rows: 'validation rows',
  thresholds: [0.9, 0.6, 0.4, 0.1],
  truePositives: [2, 3, 3, 4],
  falsePositives: [0, 1, 3, 6],
  positives: 4,
  negatives: 6,
  chosen: 0.5,
  costs: { truePositives: 0, falsePositives: 1, falseNegatives: 5, trueNegatives: 0 },
  settings: {
    threshold: { param: 'from', with: { aim: 'given' } },
    costs: {
      params: { truePositives: 'hit', falsePositives: 'alarm', falseNegatives: 'miss', trueNegatives: 'rest' },
      with: { aim: 'cost' },
    },
  },
};

let left = 0;
beforeEach(() => {
  left = 0;
  setCatalogue(testCatalogue);
  const flow = { ...emptyFlow(), nodes: { cut: { type: 'tune.search', version: 1 } } };
  showDocument({ id: '1', name: 'Test', flow, problems: [], readOnly: false });
  render(<ThresholdStudio node="cut" study={study} onLeave={() => left++} />);
});
afterEach(cleanup);

const params = (): unknown => currentFlow().nodes['cut']?.params;
const drag = (value: number): void => {
  fireEvent.change(screen.getByRole('slider', { name: 'Threshold' }), { target: { value: String(value) } });
};
const cell = (name: string): string => {
  const row = within(screen.getByRole('table', { name: /^Scores/ })).getByRole('row', { name: new RegExp(`^${name}`) });
  return within(row).getAllByRole('cell')[0]?.textContent ?? '';
};

test('counts and scores follow the slider', () => {
  expect([cell('Recall'), cell('Precision'), cell('Mean cost')]).toEqual(['0.750', '0.750', '0.600']);
  drag(0.95);
  expect([cell('Recall'), cell('Precision')]).toEqual(['0.000', 'undefined']);
  drag(0.1);
  expect([cell('Recall'), cell('Mean cost')]).toEqual(['1.000', '0.600']);
});

test('costs move the cheapest threshold', () => {
  fireEvent.change(screen.getByRole('textbox', { name: 'Cost of a false alarm' }), { target: { value: '20' } });
  fireEvent.click(screen.getByRole('button', { name: /^Go to the cheapest, 0\.750/ }));
  expect(cell('Recall')).toBe('0.500');
  expect(params()).toBeUndefined();
});

test('using a threshold is one edit, taken back as one', () => {
  drag(0.3);
  fireEvent.click(screen.getByRole('button', { name: 'Use this threshold' }));
  expect(params()).toEqual({ from: 0.3, aim: 'given' });
  expect(left).toBe(1);
  undo();
  expect(params()).toBeUndefined();
});

test('costs can be left to choose', () => {
  fireEvent.change(screen.getByRole('textbox', { name: 'Cost of a miss' }), { target: { value: '8' } });
  fireEvent.click(screen.getByRole('button', { name: 'Let these costs choose' }));
  expect(params()).toEqual({ hit: 0, alarm: 1, miss: 8, rest: 0, aim: 'cost' });
  undo();
  expect(params()).toBeUndefined();
});
