import { contextBridge, ipcRenderer } from 'electron';

/** Told with every message, so that answers meant for the page before a reload do not reach the one after it. */
const page = crypto.randomUUID();

contextBridge.exposeInMainWorld('millrace', {
  post: (message: unknown): void => ipcRenderer.send('link', page, message),
  onMessage: (listener: (message: unknown) => void): (() => void) => {
    const receive = (_event: unknown, to: unknown, message: unknown): void => {
      if (to === page) listener(message);
    };
    ipcRenderer.on('link', receive);
    return () => void ipcRenderer.removeListener('link', receive);
  },
});
