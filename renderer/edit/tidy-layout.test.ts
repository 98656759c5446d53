import { expect, test } from 'vitest';
import { tidyLayout } from './tidy-layout.ts';

const nodes = ['d', 'b', 'a', 'c'].map((id) => ({ id, width: 240, height: 150 }));
const wires = [
  { from: 'a', to: 'b' },
  { from: 'a', to: 'c' },
  { from: 'b', to: 'd' },
  { from: 'c', to: 'd' },
];

const places = Object.fromEntries(tidyLayout({ nodes, wires }).map(({ id, x, y }) => [id, { x, y }]));

test('what comes behind stands further to the right', () => {
  for (const { from, to } of wires)
    expect((places[to]?.x ?? 0) - (places[from]?.x ?? 0)).toBeGreaterThanOrEqual(240 + 80);
});

test('cards of one column do not overlap', () => {
  expect(Math.abs((places['b']?.y ?? 0) - (places['c']?.y ?? 0))).toBeGreaterThanOrEqual(150 + 32);
});

test('the same flow gives the same picture whatever the order of its nodes', () => {
  const again = tidyLayout({ nodes: [...nodes].reverse(), wires });
  expect(Object.fromEntries(again.map(({ id, x, y }) => [id, { x, y }]))).toEqual(places);
});
