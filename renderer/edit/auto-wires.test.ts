import { expect, test } from 'vitest';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { port } from '../../contract/ports.ts';
import { testEntries } from '../testing/entries.ts';
import { autoWires } from './auto-wires.ts';

const flow: Flow = {
  ...emptyFlow(),
  nodes: {
    split: { type: 'split.train-test', version: 1 },
    forest: { type: 'train.random-forest', version: 1 },
  },
  edges: [{ from: 'split.table', to: 'forest.table' }],
};

const added = (selected: string, type: string, given: Flow = flow) => {
  const entry = testEntries[type];
  if (!entry) throw new Error(`no ${type}`);
  return autoWires(given, testEntries, selected, { id: 'new', entry });
};

test('who takes a learner is given the table that the learner is fitted on', () => {
  expect(added('forest', 'tune.search')).toEqual({
    column: 1,
    wires: [
      { from: 'forest.learner', to: 'new.learners' },
      { from: 'split.table', to: 'new.table' },
    ],
  });
  expect(added('forest', 'evaluate.predict').wires).toEqual([{ from: 'forest.model', to: 'new.model' }]);
});

test('an input that stands in for another is left free where that one is wired', () => {
  const entry = {
    ...testEntries['tune.search'],
    inputs: {
      predictions: port.predictions({ many: true, optional: true }),
      report: port.report({ many: true, optional: true, instead: 'predictions' }),
    },
  } as never;
  expect(autoWires(flow, testEntries, 'forest', { id: 'new', entry }).wires).toEqual([
    { from: 'forest.predictions', to: 'new.predictions' },
  ]);
});

test('a learner added at a node that takes several goes before it, with the table that the others have', () => {
  const more: Flow = {
    ...flow,
    nodes: {
      ...flow.nodes,
      search: { type: 'tune.search', version: 1 },
      scores: { type: 'evaluate.classification-metrics', version: 1 },
    },
    edges: [
      ...flow.edges,
      { from: 'split.table', to: 'search.table' },
      { from: 'forest.predictions', to: 'scores.predictions' },
    ],
  };
  expect(added('search', 'train.random-forest', more)).toEqual({
    column: -1,
    wires: [
      { from: 'split.table', to: 'new.table' },
      { from: 'new.learner', to: 'search.learners' },
    ],
  });
  expect(added('scores', 'train.random-forest', more).wires).toEqual([
    { from: 'split.table', to: 'new.table' },
    { from: 'new.predictions', to: 'scores.predictions' },
  ]);
});

test('a learner added at another one is given the same table, in the same column', () => {
  expect(added('forest', 'train.random-forest')).toEqual({
    column: 0,
    wires: [{ from: 'split.table', to: 'new.table' }],
  });
});
