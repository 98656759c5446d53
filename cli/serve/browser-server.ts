import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { api } from '../../contract/api.ts';
import { type Link, serve } from '../../contract/link.ts';
import type { Host } from '../../engine/host/host.ts';
import { SessionGuard } from './session-guard.ts';
import { securityHeaders, sendFile } from './static-files.ts';

export interface BrowserServer {
  /** Address with the one-time token. */
  readonly url: string;
  close(): Promise<void>;
}

/** Largest message a window may send: a dropped file in base64. */
const messageBytes = 300e6;

const socketLink = (socket: WebSocket): Link => ({
  post: (message) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  },
  onMessage: (listener) => {
    const take = (data: unknown): void => {
      try {
        listener(JSON.parse(String(data)));
      } catch {
        socket.close(1003);
      }
    };
    socket.on('message', take);
    return () => socket.off('message', take);
  },
});

/** What a request asks for; undefined for what is no address at all, such as `//`. */
const addressOf = (request: IncomingMessage, authority: string): URL | undefined => {
  try {
    return new URL(request.url ?? '/', `http://${authority}`);
  } catch {
    return undefined;
  }
};

const turnAway = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' }).end(text);
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

interface Serving {
  readonly host: Host;
  /** The built window. */
  readonly folder: string;
  readonly port: number;
}

/** Serves the window and its link on the loopback interface, to the one browser that brings the token. */
export const startBrowserServer = async ({ host, folder, port: wanted }: Serving): Promise<BrowserServer> => {
  const guard = new SessionGuard();
  let authority = '';
  const answer = (request: IncomingMessage, response: ServerResponse): unknown => {
    if (request.headers.host !== authority) return turnAway(response, 421, 'Misdirected request.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return turnAway(response, 405, 'Only GET.');
    const address = addressOf(request, authority);
    const cookie = address?.pathname === '/' ? guard.exchange(address.searchParams.get('token')) : undefined;
    if (cookie) {
      return response.writeHead(303, { ...securityHeaders, location: '/', 'set-cookie': cookie }).end();
    }
    if (!guard.isKnown(request))
      return turnAway(
        response,
        403,
        'Millrace was opened by another browser, or the address was used before. Start it again for a new one.',
      );
    return sendFile(folder, request.url?.split('?')[0] ?? '/', response);
  };
  const server = createServer(answer);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageBytes });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const allowed =
      request.url === '/link' &&
      request.headers.host === authority &&
      request.headers.origin === `http://${authority}` &&
      guard.isKnown(request);
    socket.on('error', () => socket.destroy());
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open) => {
      const stop = serve(socketLink(open), api, host.handlers);
      open.on('error', () => open.terminate());
      open.on('close', stop);
    });
  });
  const port = await listen(server, wanted);
  authority = `127.0.0.1:${port}`;
  guard.useAt(port);
  return {
    url: `http://${authority}/?token=${guard.token}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
