import { expect, test } from 'vitest';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { port } from '../../contract/ports.ts';
import { testEntries } from '../testing/entries.ts';
import { autoWires } from './add-node.ts';

const flow: Flow = {
  ...emptyFlow(),
  nodes: {
    split: { type: 'split.train-test', version: 1 },
    forest: { type: 'train.random-forest', version: 1 },
  },
  edges: [{ from: 'split.table', to: 'forest.table' }],
};

const wires = (from: string, type: string) => {
  const entry = testEntries[type];
  if (!entry) throw new Error(`no ${type}`);
  return autoWires(flow, testEntries, from, entry);
};

test('who takes a learner is given the table that the learner is fitted on', () => {
  expect(wires('forest', 'tune.search')).toEqual([
    { from: 'forest.learner', to: 'learners' },
    { from: 'split.table', to: 'table' },
  ]);
  expect(wires('forest', 'evaluate.predict')).toEqual([{ from: 'forest.model', to: 'model' }]);
});

test('an input that stands in for another is left free where that one is wired', () => {
  const compare = {
    ...testEntries['tune.search'],
    inputs: {
      predictions: port.predictions({ many: true, optional: true }),
      report: port.report({ many: true, optional: true, instead: 'predictions' }),
    },
  } as never;
  expect(autoWires(flow, testEntries, 'forest', compare)).toEqual([{ from: 'forest.predictions', to: 'predictions' }]);
});
