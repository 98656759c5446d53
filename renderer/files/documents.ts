import type { OpenDocument } from '../../contract/api.ts';
import { toFailureData } from '../../contract/problem.ts';
import { client } from '../host/client.ts';
import {
  closeDocument,
  currentFlow,
  documentId,
  renameDocument,
  setSaveState,
  showDocument,
  useDocument,
} from '../state/document.ts';
import { forgetRuns } from '../state/runs.ts';
import { say, select, setSession, useSession } from '../state/session.ts';
import { sayFailure } from './say-failure.ts';

const attempt = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (failure) {
    sayFailure(failure);
  }
};

const isOpen = (): boolean => documentId() !== undefined;

/** The open document, saved if it has a file. An untitled one stays in the recovery journal. */
const putAway = async (): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  if (useDocument.getState().save.state === 'edited') await saveDocument();
  const empty = Object.keys(currentFlow().nodes).length === 0;
  await client.call('document.close', { document, discard: empty && useDocument.getState().info?.path === undefined });
};

const show = (opened: OpenDocument): void => {
  forgetRuns();
  setSession({
    check: null,
    checkedAfter: null,
    shown: null,
    overlay: null,
    wiring: null,
    inspectorTab: 'settings',
    fileChanged: false,
    recovered: opened.recovered ?? null,
  });
  select([]);
  showDocument(opened);
  for (const problem of opened.problems) say(`${problem.message} ${problem.hint}`, { tone: 'error' });
};

const replaceBy = (load: () => Promise<OpenDocument | null>): Promise<void> =>
  attempt(async () => {
    const opened = await load();
    if (!opened) return;
    if (opened.id !== documentId()) await putAway();
    show(opened);
  });

export const newDocument = (): Promise<void> => replaceBy(() => client.call('document.new', {}));

export const openExample = (id: string): Promise<void> => replaceBy(() => client.call('example.open', { id }));

export const recoverDocument = (id: string): Promise<void> => replaceBy(() => client.call('document.recover', { id }));

/** Without a path: the host's dialog where it has one, else the window's own list of files. */
export const openFile = async (path?: string): Promise<void> => {
  if (path === undefined && !useSession.getState().host?.dialogs) setSession({ overlay: { overlay: 'open-file' } });
  else await replaceBy(() => client.call('document.open', path === undefined ? {} : { path }));
};

export const showWelcome = (): void => {
  if (isOpen()) setSession({ overlay: { overlay: 'welcome' } });
};

let writing: Promise<void> = Promise.resolve();

const write = async (overwrite: boolean): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  const flow = currentFlow();
  setSaveState({ state: 'saving' });
  try {
    await client.call('document.save', { document, flow, overwrite });
    if (documentId() !== document) return;
    setSaveState({ state: currentFlow() === flow ? 'saved' : 'edited' });
    if (overwrite) setSession({ fileChanged: false });
  } catch (failure) {
    const { code, message, hint } = toFailureData(failure);
    setSaveState({ state: 'failed', why: `${message} ${hint}` });
    if (code === 'file.changed-outside') setSession({ fileChanged: true });
  }
};

/** Saves one after the other; an untitled document is saved as. */
export const saveDocument = (options: { readonly overwrite?: boolean } = {}): Promise<void> => {
  if (useDocument.getState().info?.path === undefined) return saveDocumentAs();
  writing = writing.then(() => write(options.overwrite ?? false));
  return writing;
};

export const saveDocumentAs = async (path?: string): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  if (path === undefined && !useSession.getState().host?.dialogs) {
    setSession({ overlay: { overlay: 'save-file' } });
    return;
  }
  await attempt(async () => {
    const flow = currentFlow();
    const saved = await client.call('document.save-as', { document, flow, ...(path ? { path } : {}) });
    if (!saved) return;
    renameDocument(saved);
    setSaveState({ state: currentFlow() === flow ? 'saved' : 'edited' });
  });
};

/** Reads the file anew, after another program changed it. */
export const reloadDocument = (): Promise<void> =>
  attempt(async () => {
    const { info } = useDocument.getState();
    if (!info?.path) return;
    await client.call('document.close', { document: info.id, discard: true });
    closeDocument();
    const opened = await client.call('document.open', { path: info.path });
    if (opened) show(opened);
    setSession({ fileChanged: false });
  });
