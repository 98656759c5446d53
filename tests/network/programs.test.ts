import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { temporaryFolder } from '../harness/millrace.ts';
import { openLoopback } from './loopback.ts';
import { rowsByProgram } from './rows-by-program.ts';

const folder = await temporaryFolder();
const rowsBy = rowsByProgram(folder);
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

test('a SQLite file is read by the built program, with the library that stands beside it', async () => {
  await cp(join(import.meta.dirname, '../../nodes/source/database/fruit.sqlite'), join(folder, 'fruit.sqlite'));
  expect(
    await rowsBy('source.database', { system: 'sqlite', file: 'fruit.sqlite', query: 'SELECT * FROM fruit' }),
  ).toBe(3);
});

test('a download and lines over HTTP', async () => {
  const server = await openLoopback((_, response) => response.end('{"a": 1}\n{"a": 2}\n'));
  closing.push(() => server.close());
  expect(await rowsBy('source.url', { url: `http://${server.host}/x.ndjson` }, [server.host])).toBe(2);
  const lines = { protocol: 'ndjson-http', address: `http://${server.host}/` };
  expect(await rowsBy('source.stream', lines, [server.host])).toBe(2);
});

test('readings from a WebSocket', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  closing.push(() => server.close());
  server.on('connection', (socket) => {
    socket.send('{"a": 1}');
    socket.close(1000);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await rowsBy('source.stream', { protocol: 'websocket', address: `ws://${host}` }, [host])).toBe(1);
});

test('readings from an MQTT broker', async () => {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    broker.close();
  });
  broker.on('subscribe', () =>
    broker.publish(
      { cmd: 'publish', qos: 0, dup: false, retain: false, topic: 't', payload: '{"a": 1}' },
      () => undefined,
    ),
  );
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await rowsBy('source.stream', { address: `mqtt://${host}`, rows: 1 }, [host])).toBe(1);
});
