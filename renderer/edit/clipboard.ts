import { apply, currentFlow } from '../state/document.ts';
import { say, select, useSession } from '../state/session.ts';
import { deleteSelection } from './flow-commands.ts';
import { type Fragment, fragmentOf, readFragment, renewed } from './fragment.ts';
import { snapped } from './new-node.ts';
import { positionsOf } from './positions.ts';

const corner = (fragment: Fragment): readonly [number, number] => {
  const places = Object.values(fragment.layout);
  if (places.length === 0) return [0, 0];
  return [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))];
};

const insert = (fragment: Fragment, by: readonly [number, number], verb: string): void => {
  const flow = currentFlow();
  const fresh = renewed(fragment, flow, by);
  const count = Object.keys(fresh.nodes).length;
  if (count === 0) return;
  apply(`${verb} ${count} ${count === 1 ? 'node' : 'nodes'}`, (draft) => {
    Object.assign(draft.nodes, fresh.nodes);
    Object.assign(draft.layout, fresh.layout);
    draft.edges.push(...fresh.edges);
  });
  select(Object.keys(fresh.nodes));
};

/** Puts a fragment in, its upper left corner at `at`, under ids that are free. */
export const pasteFragment = (fragment: Fragment, at: readonly [number, number]): void => {
  const [left, top] = corner(fragment);
  const [x, y] = snapped(at);
  insert(fragment, [x - left, y - top], 'Paste');
};

const selected = (): Fragment => {
  const flow = currentFlow();
  return fragmentOf(flow, useSession.getState().selection.nodes, positionsOf(flow));
};

export const duplicateSelection = (): void => insert(selected(), [40, 40], 'Duplicate');

/** The clipboard where the system's may not be used. */
let own = '';

/** The selected nodes as text; undefined where none is selected. */
export const selectionText = (): string | undefined => {
  const fragment = selected();
  return Object.keys(fragment.nodes).length === 0 ? undefined : JSON.stringify(fragment, null, 2);
};

export const copySelection = async (): Promise<void> => {
  const text = selectionText();
  if (text === undefined) return;
  own = text;
  await navigator.clipboard
    ?.writeText(text)
    .catch(() => say('Copied inside Millrace only: the system’s clipboard is closed to it.'));
};

export const cutSelection = async (): Promise<void> => {
  await copySelection();
  deleteSelection();
};

/** Text from the clipboard; says so where it is nothing a flow can take. */
export const pasteText = (text: string, at: readonly [number, number]): void => {
  const fragment = readFragment(text);
  if (fragment) pasteFragment(fragment, at);
  else say('The clipboard holds no nodes.');
};

export const pasteClipboard = async (at: readonly [number, number]): Promise<void> =>
  pasteText(await (navigator.clipboard?.readText().catch(() => own) ?? own), at);
