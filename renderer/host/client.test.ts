import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { client, connectHost } from './client.ts';
import type { ConnectionState } from './link.ts';

afterEach(() => vi.unstubAllGlobals());

test('a call that is under way when the connection breaks fails, and one made meanwhile waits for the next connection', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((listening) => server.once('listening', listening));
  vi.stubGlobal('WebSocket', WebSocket);
  vi.stubGlobal('window', { location: { href: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } });
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    socket.on('message', (data) => {
      if (connections === 1) return socket.terminate();
      socket.send(JSON.stringify({ type: 'result', id: JSON.parse(String(data)).id, value: [] }));
    });
  });
  const states: ConnectionState[] = [];
  connectHost((state) => states.push(state));
  await expect(client.call('example.list', {})).rejects.toMatchObject({ code: 'request.connection-lost' });
  await expect(client.call('example.list', {})).resolves.toEqual([]);
  expect(states).toEqual(['open', 'lost', 'open']);
  vi.stubGlobal(
    'WebSocket',
    class {
      addEventListener() {}
    },
  );
  for (const socket of server.clients) socket.terminate();
  await new Promise((done) => server.close(done));
});
