import { create } from 'zustand';
import type { OpenDocument } from '../../contract/api.ts';
import { emptyFlow, type Flow, type FlowNode } from '../../contract/flow.ts';
import { applyEdits } from '../../contract/flow-edit.ts';
import type { Fix, Problem } from '../../contract/problem.ts';
import { carryOut, type History, type Recipe, sealed, startHistory, stepBack, stepForward } from './history.ts';

/** What is open, apart from its content. */
export interface DocumentInfo {
  readonly id: string;
  readonly path?: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly problems: readonly Problem[];
}

export type SaveState =
  | { readonly state: 'saved' | 'edited' | 'saving' | 'untitled' }
  | { readonly state: 'failed'; readonly why: string };

interface DocumentState extends History {
  readonly info: DocumentInfo | null;
  readonly save: SaveState;
  /** Label of the latest change, for the recovery journal and the live region. */
  readonly lastLabel: string;
}

export const useDocument = create<DocumentState>()(() => ({
  ...startHistory(emptyFlow()),
  info: null,
  save: { state: 'saved' },
  lastLabel: '',
}));

const adopt = (history: History, label: string): void => {
  const { flow, info } = useDocument.getState();
  const edited = { lastLabel: label, save: { state: info?.path ? 'edited' : 'untitled' } as const };
  useDocument.setState(history.flow === flow ? history : { ...history, ...edited });
};

/** Carries out one labelled, undoable command. Changes of the same `merge` key without a pause are one step. */
export const apply = (label: string, recipe: Recipe, merge?: string): void => {
  const history = useDocument.getState();
  if (history.info?.readOnly) return;
  adopt(carryOut(history, { label, recipe, at: Date.now(), ...(merge ? { merge } : {}) }), label);
};

/** Carries out what a problem proposes, as one command. */
export const applyFix = (fix: Fix): void =>
  apply(fix.label, (draft) => {
    Object.assign(draft, applyEdits(currentFlow(), fix.edits));
  });

export const undo = (): void => {
  const history = useDocument.getState();
  adopt(stepBack(history), `Undo ${history.past.at(-1)?.label ?? ''}`);
};

export const redo = (): void => {
  const history = useDocument.getState();
  adopt(stepForward(history), `Redo ${history.future.at(-1)?.label ?? ''}`);
};

/** The field was left: what is typed next is a step of its own. */
export const sealStep = (): void => useDocument.setState(sealed(useDocument.getState()));

/** Shows a document, with a history of its own. */
export const showDocument = (opened: OpenDocument): void => {
  const { id, path, name, readOnly, problems } = opened;
  useDocument.setState({
    ...startHistory(opened.flow),
    info: { id, name, readOnly, problems, ...(path ? { path } : {}) },
    save: { state: path ? (opened.recovered ? 'edited' : 'saved') : 'untitled' },
    lastLabel: '',
  });
};

/** The open document has another path, its content and history stay. */
export const renameDocument = (opened: OpenDocument): void => {
  const { id, path, name, readOnly, problems } = opened;
  useDocument.setState({ info: { id, name, readOnly, problems, ...(path ? { path } : {}) } });
};

export const closeDocument = (): void =>
  useDocument.setState({ ...startHistory(emptyFlow()), info: null, save: { state: 'saved' }, lastLabel: '' });

export const setSaveState = (save: SaveState): void => useDocument.setState({ save });

export const currentFlow = (): Flow => useDocument.getState().flow;

/** Undefined while nothing is open. */
export const documentId = (): string | undefined => useDocument.getState().info?.id;

export const useFlow = (): Flow => useDocument((state) => state.flow);
export const useFlowNode = (id: string | undefined): FlowNode | undefined =>
  useDocument((state) => (id === undefined ? undefined : state.flow.nodes[id]));
export const useDocumentId = (): string | undefined => useDocument((state) => state.info?.id);
