import { beforeEach, describe, expect, it } from 'vitest';
import type { Column } from '../../contract/column.ts';
import { flowSchema } from '../../contract/flow.ts';
import { currentFlow, redo, showDocument, undo } from '../state/document.ts';
import { countDecided, decide, decisionOf, decisionsIn, openSuggestions } from './decisions.ts';
import { reviewKey } from './review-keys.ts';
import { classesIn, probabilityOf, reviewRows } from './review-row.ts';

const column = (name: string, type: Column['type'] = 'number'): Column => ({ name, type, role: 'ignored' });
const columns: readonly Column[] = [
  column('row_key', 'text'),
  { ...column('given', 'category'), levels: ['apple', 'melon'] },
  column('suggested', 'category'),
  column('correction', 'category'),
  column('self_confidence'),
  column('margin'),
  column('probability_apple'),
  column('probability_melon'),
  column('grams'),
];
const classes = classesIn(columns);
const rows = reviewRows(columns, [
  { row: 0, cells: ['a', 'apple', 'melon', null, 0.05, 0.05, 0.05, 0.95, 312.5] },
  { row: 1, cells: ['b', 'melon', 'apple', null, 0.3, 0.3, 0.7, 0.3, null] },
]);

const reviewed = { node: 'labels', param: 'corrections' };

describe('a review', () => {
  beforeEach(() => {
    const flow = flowSchema.parse({
      format: 'millrace-flow',
      version: 1,
      nodes: { labels: { type: 'clean.label-issues' } },
      edges: [],
    });
    showDocument({ id: 'd', flow } as Parameters<typeof showDocument>[0]);
  });
  const kept = () => decisionsIn(currentFlow().nodes['labels']?.params?.['corrections']);

  it('reads given, suggested, probabilities and what else is in the row', () => {
    expect(rows[0]).toMatchObject({ key: 'a', given: 'apple', suggested: 'melon', probabilities: [0.05, 0.95] });
    expect(rows[0]?.values).toEqual([{ name: 'grams', text: '312.5' }]);
    expect(rows[1]?.values).toEqual([{ name: 'grams', text: null }]);
    expect(rows[1] && probabilityOf(rows[1], classes, 'apple')).toBe(0.7);
  });

  it('makes each decision a step of its own to undo', () => {
    decide(reviewed, { a: 'melon' }, 'Label a row “melon”');
    decide(reviewed, { b: 'melon' }, 'Label a row “melon”');
    expect(kept()).toEqual({ a: 'melon', b: 'melon' });
    expect(countDecided(rows, kept())).toBe(2);
    undo();
    expect(kept()).toEqual({ a: 'melon' });
    redo();
    decide(reviewed, { a: undefined, b: undefined }, 'Reopen');
    expect(currentFlow().nodes['labels']?.params).toBeUndefined();
  });

  it('offers the open suggestions that are sure enough', () => {
    const sure = (least: number, decisions = {}) =>
      openSuggestions(rows, { decisions, classes, least }).map(({ key }) => key);
    expect(sure(0.9)).toEqual(['a']);
    expect(sure(0.5)).toEqual(['a', 'b']);
    expect(sure(0.5, { a: 'apple' })).toEqual(['b']);
  });

  it('takes no name of an object for a decision', () => {
    expect(decisionOf({}, 'constructor')).toBeUndefined();
    expect(decisionsIn(null)).toEqual({});
  });

  it('has keys to move, to take, to keep, to choose and to reopen, and leaves the others alone', () => {
    expect(reviewKey('ArrowDown')).toEqual({ move: 1 });
    expect(reviewKey('Enter')).toEqual({ label: 'suggested' });
    expect(reviewKey('k')).toEqual({ label: 'given' });
    expect(reviewKey('3')).toEqual({ choose: 2 });
    expect(reviewKey('Backspace')).toEqual({ label: 'none' });
    expect(reviewKey('Escape')).toBeUndefined();
  });
});
