import type { IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import type { Link } from '../contract/link.ts';
import { isAppAddress } from './app-address.ts';

/** Only the page we loaded ourselves, in the top frame of its own window, is listened to. */
export const isTrusted = (frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean =>
  frame !== null && frame.parent === null && isAppAddress(frame.url);

/**
 * The one IPC channel between a window and its host. Every page load brings a link of its own: `opened` is called with
 * it and answers how to close it, which happens when the next page speaks or the window goes.
 */
export const linkWindow = (contents: WebContents, opened: (link: Link) => () => void): void => {
  let current: OpenPage | undefined;
  const receive = (event: IpcMainEvent, page: unknown, message: unknown): void => {
    if (!isTrusted(event.senderFrame) || typeof page !== 'string') return;
    if (current?.page !== page) {
      current?.close();
      current = openPage(contents, page, opened);
    }
    current.listener?.(message);
  };
  contents.ipc.on('link', receive);
  contents.once('destroyed', () => current?.close());
};

interface OpenPage {
  readonly page: string;
  listener: ((message: unknown) => void) | undefined;
  close(): void;
}

const openPage = (contents: WebContents, page: string, opened: (link: Link) => () => void): OpenPage => {
  const open: OpenPage = { page, listener: undefined, close: () => undefined };
  open.close = opened({
    post: (message) => {
      if (!contents.isDestroyed()) contents.send('link', page, message);
    },
    onMessage: (listener) => {
      open.listener = listener;
      return () => {
        open.listener = undefined;
      };
    },
  });
  return open;
};
