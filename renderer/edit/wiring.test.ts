import { expect, test } from 'vitest';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { testEntries } from '../testing/entries.ts';
import { bestPort, verdictAt, type WireEnd, wiringFrom } from './wiring.ts';

const flow: Flow = {
  ...emptyFlow(),
  nodes: {
    csv: { type: 'source.csv-file', version: 1 },
    other: { type: 'source.csv-file', version: 1 },
    scale: { type: 'clean.scale', version: 1 },
    split: { type: 'split.train-test', version: 1 },
    forest: { type: 'train.random-forest', version: 1 },
    search: { type: 'tune.search', version: 1 },
    scores: { type: 'evaluate.classification-metrics', version: 1 },
  },
  edges: [
    { from: 'csv.table', to: 'scale.table' },
    { from: 'scale.table', to: 'split.table' },
    { from: 'split.table', to: 'forest.table' },
  ],
};

const output = (node: string, port: string): WireEnd => ({ node, port, side: 'output' });
const input = (node: string, port: string): WireEnd => ({ node, port, side: 'input' });

const verdict = (from: WireEnd, to: WireEnd) => {
  const wiring = wiringFrom(flow, testEntries, from);
  if (!wiring) throw new Error('no such port');
  return verdictAt(wiring, to);
};

test('kinds must fit, and the refusal says what is expected', () => {
  expect(verdict(output('forest', 'model'), input('search', 'table'))).toEqual({
    fits: false,
    why: 'Expects a table, this is a model.',
  });
  expect(verdict(output('forest', 'learner'), input('search', 'learners'))).toEqual({ fits: true });
});

test('predictions may go where a table is asked for, and not the other way', () => {
  expect(verdict(output('forest', 'predictions'), input('search', 'table'))).toEqual({ fits: true });
  expect(verdict(output('csv', 'table'), input('scores', 'predictions'))).toEqual({
    fits: false,
    why: 'Expects predictions, this is a table.',
  });
});

test('a wire that would close a loop is refused and names the way', () => {
  expect(verdict(output('split', 'table'), input('scale', 'table'))).toEqual({
    fits: false,
    why: 'This would make a loop through Scale → Train test.',
    loop: ['scale', 'split'],
  });
  expect(verdict(output('split', 'table'), input('split', 'table'))).toMatchObject({ fits: false });
});

test('an input that takes one wire lets its old one be replaced', () => {
  expect(verdict(output('other', 'table'), input('scale', 'table'))).toEqual({ fits: true, replaces: 'csv.table' });
});

test('the same wire is not drawn twice', () => {
  expect(verdict(output('csv', 'table'), input('scale', 'table'))).toEqual({
    fits: false,
    why: 'This wire is there already.',
  });
});

test('two outputs cannot be joined', () => {
  expect(verdict(output('csv', 'table'), output('other', 'table'))).toMatchObject({ fits: false });
});

test('a wire may be drawn from an input backwards', () => {
  expect(verdict(input('search', 'table'), output('split', 'table'))).toEqual({ fits: true });
  expect(verdict(input('scale', 'table'), output('split', 'table'))).toMatchObject({ fits: false });
});

test('a wire dropped on a card takes the free port that fits', () => {
  const wiring = wiringFrom(flow, testEntries, output('other', 'table'));
  expect(wiring && bestPort(wiring, 'search')).toBe('table');
  expect(wiring && bestPort(wiring, 'scores')).toBeUndefined();
});
