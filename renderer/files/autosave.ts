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
    timer = setTimeout(() => {
      const { info, save } = useDocument.getState();
      if (info?.id === id && info.path !== undefined && save.state !== 'saved' && !useSession.getState().fileChanged)
        void saveDocument();
    }, saveAfterMs);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
};
