import { beforeEach, expect, test } from 'vitest';
import type { OpenDocument } from '../../contract/api.ts';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { apply, applyFix, currentFlow, redo, sealStep, showDocument, undo, useDocument } from './document.ts';

const flow: Flow = {
  ...emptyFlow('Test'),
  nodes: { a: { type: 'source.sample', version: 1 }, b: { type: 'train.baseline', version: 1 } },
  edges: [{ from: 'a.table', to: 'b.table' }],
};

const opened: OpenDocument = { id: '1', path: '/flow.json', name: 'Test', flow, problems: [], readOnly: false };

const setTrees = (trees: number): void =>
  apply(
    'Set trees',
    (draft) => {
      const node = draft.nodes['b'];
      if (node) node.params = { trees };
    },
    'param:b.trees',
  );

beforeEach(() => showDocument(opened));

test('undo takes a setting back and redo brings it again', () => {
  setTrees(20);
  expect(currentFlow().nodes['b']?.params).toEqual({ trees: 20 });
  undo();
  expect(currentFlow()).toEqual(flow);
  redo();
  expect(currentFlow().nodes['b']?.params).toEqual({ trees: 20 });
});

test('typing in one field is one step until the field is left', () => {
  setTrees(2);
  setTrees(20);
  expect(useDocument.getState().past).toHaveLength(1);
  sealStep();
  setTrees(200);
  expect(useDocument.getState().past).toHaveLength(2);
  undo();
  expect(currentFlow().nodes['b']?.params).toEqual({ trees: 20 });
  undo();
  expect(currentFlow()).toEqual(flow);
});

test('a new command after undo forgets what could be redone', () => {
  setTrees(2);
  undo();
  apply('Rename', (draft) => {
    draft.name = 'Other';
  });
  redo();
  expect(currentFlow().name).toBe('Other');
  expect(currentFlow().nodes['b']?.params).toBeUndefined();
});

test('a command that changes nothing leaves no step', () => {
  apply('Rename', (draft) => {
    draft.name = 'Test';
  });
  expect(useDocument.getState().past).toHaveLength(0);
  expect(useDocument.getState().save.state).toBe('saved');
});

test('a fix is one undoable step and leaves untouched nodes as they are', () => {
  const before = currentFlow().nodes['a'];
  applyFix({
    label: 'Use all rows',
    edits: [
      { edit: 'set-param', id: 'b', param: 'useAllRows', value: true },
      { edit: 'remove-wire', wire: { from: 'a.table', to: 'b.table' } },
    ],
  });
  expect(currentFlow().edges).toEqual([]);
  expect(currentFlow().nodes['b']?.params).toEqual({ useAllRows: true });
  expect(currentFlow().nodes['a']).toBe(before);
  undo();
  expect(currentFlow()).toEqual(flow);
});

test('a read-only document takes no commands', () => {
  showDocument({ ...opened, readOnly: true });
  setTrees(3);
  expect(currentFlow()).toBe(flow);
});

test('an edit makes a saved document edited, and an untitled one stays untitled', () => {
  setTrees(3);
  expect(useDocument.getState().save.state).toBe('edited');
  const { path: _, ...untitled } = opened;
  showDocument(untitled);
  setTrees(3);
  expect(useDocument.getState().save.state).toBe('untitled');
});
