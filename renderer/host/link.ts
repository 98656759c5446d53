import type { Link } from '../../contract/link.ts';

declare global {
  interface Window {
    /** Put there by the desktop's preload. */
    readonly millrace?: Link;
  }
}

export type ConnectionState = 'connecting' | 'open' | 'lost';

export interface LinkOwner {
  /** A connection stands: whatever was open before it is gone. */
  opened(link: Link): void;
  changed(state: ConnectionState): void;
}

const longestWaitMs = 8000;

const desktopLink = (link: Link, owner: LinkOwner): void => {
  owner.opened(link);
  owner.changed('open');
};

const socketAddress = (): string => {
  const address = new URL('link', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.pathname = '/link';
  address.hash = '';
  return address.href;
};

/** Opens a WebSocket and, when it goes, another one: after 250 ms, then twice as long each time. */
const socketLink = (owner: LinkOwner, attempt = 0): void => {
  const socket = new WebSocket(socketAddress());
  let listener: ((message: unknown) => void) | undefined;
  let attempts = attempt;
  socket.addEventListener('message', (event) => listener?.(JSON.parse(String(event.data))));
  socket.addEventListener('open', () => {
    attempts = 0;
    owner.opened({
      post: (message) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
      },
      onMessage: (given) => {
        listener = given;
        return () => {
          listener = undefined;
        };
      },
    });
    owner.changed('open');
  });
  socket.addEventListener('close', () => {
    owner.changed('lost');
    setTimeout(() => socketLink(owner, attempts + 1), Math.min(longestWaitMs, 250 * 2 ** attempts));
  });
};

/** The preload's link where there is one, else a WebSocket to where the page came from. */
export const openLink = (owner: LinkOwner): void => {
  if (window.millrace) desktopLink(window.millrace, owner);
  else socketLink(owner);
};
