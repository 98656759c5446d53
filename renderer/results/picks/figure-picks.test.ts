import { expect, test } from 'vitest';
import type { Figure } from '../../../contract/report.ts';
import type { RowBrush } from '../../../contract/row-pick.ts';
import { areaPick, markPick } from './figure-picks.ts';

const brush: RowBrush = {
  input: 'predictions',
  at: 1,
  where: [{ of: { column: 'part' }, in: ['test'] }],
  x: { title: 'predicted', of: { column: 'predicted' } },
  y: { title: 'predicted − actual', of: { difference: ['predicted', 'actual'] } },
};
const figure: Figure = { name: 'f', title: 'F', summary: 'A figure.', spec: {} };

test('an area becomes two ranges, and says so', () => {
  const pick = areaPick(brush, [1, 2.5], [-1, 0]);
  expect(pick.label).toBe('predicted 1 to 2.500, predicted − actual -1 to 0');
  expect(pick.where).toEqual([
    { of: { column: 'part' }, in: ['test'] },
    { of: { column: 'predicted' }, from: 1, to: 2.5 },
    { of: { difference: ['predicted', 'actual'] }, from: -1, to: 0 },
  ]);
});

test('a mark stands for the rows it names, a point for its own row, and other marks for none', () => {
  const cell = { input: 'predictions', at: 0, label: 'predicted a, actual b', rows: 3, where: [] };
  expect(markPick({ ...figure, picks: [cell] }, { actual: 'b', pick: 0 })).toEqual(cell);
  expect(markPick({ ...figure, picks: [cell] }, { actual: 'b' })).toBeUndefined();
  expect(markPick({ ...figure, brush }, { row: 12, actual: 3 })?.where.at(-1)).toEqual({
    of: { column: 'row' },
    in: [12],
  });
  expect(markPick(figure, { row: 12 })).toBeUndefined();
  expect(markPick(figure, undefined)).toBeUndefined();
});
