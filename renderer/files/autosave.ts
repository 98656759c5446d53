import { client } from '../host/client.ts';
import { useDocument } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import { saveDocument } from './documents.ts';

const saveAfterMs = 800;

/**
 * Journals after every command and saves 800 ms after the last one. A failed save is tried again with the next command;
 * a file that another program changed is left alone until the user decides.
 */
export const startAutosave = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = useDocument.subscribe((now, before) => {
    const id = now.info?.id;
    if (id === undefined || id !== before.info?.id || now.flow === before.flow || now.info?.readOnly) return;
    client.call('document.journal', { document: id, flow: now.flow, label: now.lastLabel }).catch(() => undefined);
    clearTimeout(timer);
    timer = setTimeout(saveEdits, saveAfterMs);
  });
  // The window is going: what is not saved yet is saved now.
  window.addEventListener('pagehide', saveEdits);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pagehide', saveEdits);
    stop();
  };
};

const saveEdits = (): void => {
  const { info, save } = useDocument.getState();
  if (info?.path !== undefined && save.state !== 'saved' && !info.readOnly && !useSession.getState().fileChanged)
    void saveDocument();
};
