import { client } from '../host/client.ts';
import { documentId, useDocument } from '../state/document.ts';
import { useSession } from '../state/session.ts';
import { openFile, recoverDocument } from './documents.ts';

const key = 'millrace.open';

interface Remembered {
  readonly id: string;
  readonly path?: string;
}

const recall = (): Remembered | undefined => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return typeof value === 'object' && value !== null && 'id' in value ? (value as Remembered) : undefined;
  } catch {
    return undefined;
  }
};

const reopen = async ({ id, path }: Remembered): Promise<void> => {
  const unsaved = await client.call('document.recoverable', {});
  if (documentId() !== undefined) return;
  if (unsaved.some((entry) => entry.id === id)) await recoverDocument(id);
  else if (path !== undefined) await openFile(path);
};

/** A window that is reloaded shows what it showed before. */
export const startRemembering = (): (() => void) => {
  const before = recall();
  let asked = false;
  const ask = (): void => {
    if (asked || useSession.getState().connection !== 'open') return;
    asked = true;
    if (before && documentId() === undefined) reopen(before).catch(() => undefined);
  };
  const stops = [
    useSession.subscribe(ask),
    useDocument.subscribe(({ info, flow }) => {
      document.title = info ? `${flow.name} — Millrace` : 'Millrace';
      if (info) sessionStorage.setItem(key, JSON.stringify({ id: info.id, path: info.path }));
    }),
  ];
  ask();
  return () => {
    for (const stop of stops) stop();
  };
};
