import { canvasView } from '../canvas/view.ts';
import { copySelection, cutSelection, duplicateSelection, pasteClipboard } from '../edit/clipboard.ts';
import { deleteSelection, toggleEnabled } from '../edit/flow-commands.ts';
import { currentFlow, redo, undo, useDocument } from '../state/document.ts';
import { select, setSession, showInDock, useSession } from '../state/session.ts';
import type { Command } from './command.ts';
import { needsDocument, needsNode, needsOneNode, needsSelection } from './refusals.ts';

const paste = (): void => {
  const view = canvasView();
  void pasteClipboard(view ? view.toFlow(...view.pointer()) : [0, 0]);
};

const selected = (): string | undefined => useSession.getState().selection.nodes[0];

const focusTitle = (): void => {
  setSession({ inspector: true, inspectorTab: 'settings' });
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('.inspector-title');
    field?.focus();
    field?.select();
  });
};

const focusSettings = (): void => {
  setSession({ inspector: true, inspectorTab: 'settings' });
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('.inspector-form :is(input, button, textarea)')?.focus(),
  );
};

const connectSelected = (): void => {
  const node = selected();
  if (node !== undefined) setSession({ overlay: { overlay: 'connect', node } });
};

const showData = (): void => {
  const node = selected();
  if (node !== undefined) showInDock('data', { node });
};

const canvas = 'canvas' as const;

export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    title: 'Undo',
    keys: ['Mod+Z'],
    refused: () => (useDocument.getState().past.length === 0 ? 'Nothing to undo' : undefined),
    run: undo,
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    refused: () => (useDocument.getState().future.length === 0 ? 'Nothing to redo' : undefined),
    run: redo,
  },
  { id: 'edit.cut', title: 'Cut', where: canvas, refused: needsNode, run: () => void cutSelection() },
  { id: 'edit.copy', title: 'Copy', where: canvas, refused: needsNode, run: () => void copySelection() },
  { id: 'edit.paste', title: 'Paste', refused: needsDocument, run: paste },
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    keys: ['Mod+D'],
    where: canvas,
    refused: needsNode,
    run: duplicateSelection,
  },
  {
    id: 'edit.delete',
    title: 'Delete',
    keys: ['Delete', 'Backspace'],
    where: canvas,
    refused: needsSelection,
    run: deleteSelection,
  },
  {
    id: 'edit.select-all',
    title: 'Select all',
    keys: ['Mod+A'],
    where: canvas,
    refused: needsDocument,
    run: () => select(Object.keys(currentFlow().nodes)),
  },
  { id: 'node.rename', title: 'Rename', keys: ['F2'], where: canvas, refused: needsOneNode, run: focusTitle },
  {
    id: 'node.settings',
    title: 'Edit settings',
    keys: ['Enter'],
    where: canvas,
    refused: needsOneNode,
    run: focusSettings,
  },
  { id: 'node.connect', title: 'Connect to…', keys: ['C'], where: canvas, refused: needsOneNode, run: connectSelected },
  { id: 'node.bypass', title: 'Bypass or enable', keys: ['D'], where: canvas, refused: needsNode, run: toggleEnabled },
  { id: 'node.data', title: 'Show result', keys: ['V'], where: canvas, refused: needsOneNode, run: showData },
];
