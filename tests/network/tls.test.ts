import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { selfSigned } from './certificate.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres.ts';

const certificate = selfSigned();
if (!certificate) process.stdout.write('OpenSSL is not installed here, so the tests of encryption are left out.\n');
const programs = postgresPrograms();
const secret = 'MILLRACE_TEST_DATABASE';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openEngine({ workers: 0 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await engine.close();
});

const run = (type: string, host: string, params: JsonObject) =>
  engine.open(sketch({ nodes: { it: { type, params } } }), { access: [host, `${secret}@${host}`] }).run();

describe.skipIf(certificate === undefined)('a certificate that nobody knows is refused', () => {
  const sockets = new Set<Socket>();
  let heard = '';
  const closing: Server[] = [];
  const listen = async (server: Server): Promise<string> => {
    server.on('connection', (socket: Socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(server);
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of closing) server.close();
  });

  test.each([
    ['source.url', (host: string) => ({ url: `https://${host}/x.csv` })],
    ['source.stream', (host: string) => ({ protocol: 'ndjson-http', address: `https://${host}/` })],
    ['source.stream', (host: string) => ({ protocol: 'websocket', address: `wss://${host}/` })],
  ])('over HTTP: %s', async (type, params) => {
    const host = await listen(createHttps({ ...certificate }, (_, response) => response.end('a\n1\n')));
    const ended = await run(type, host, params(host)).expect('failed');
    expect(ended.node('it').failure).toMatchObject({
      code: 'network.failed',
      message: expect.stringContaining('its certificate is signed by itself'),
    });
  });

  test('by MQTT, before a password is sent', async () => {
    vi.stubEnv(secret, 'hush');
    const server = createTls({ ...certificate }, (socket) => {
      socket
        .on('error', () => undefined)
        .on('data', (data) => {
          heard += data.toString('latin1');
        });
    });
    const host = await listen(server);
    const ended = await run('source.stream', host, {
      address: `mqtts://${host}`,
      userFrom: secret,
      passwordFrom: secret,
    }).expect('failed');
    expect(ended.node('it').failure?.message).toContain('its certificate is signed by itself');
    expect(heard).not.toContain('hush');
  });
});

describe.skipIf(certificate === undefined || programs === undefined)('a PostgreSQL server that encrypts', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
    if (certificate) await server.encrypt(certificate);
  }, 60_000);
  afterAll(() => server.stop());

  const asked = (tls: string) => {
    vi.stubEnv(secret, server.password);
    const query = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    const url = `postgres://owner@${server.host}/postgres`;
    return run('source.database', server.host, { url, query, tls, passwordFrom: secret });
  };

  test('is refused where its certificate shall be known, and taken where only the wire shall be safe', async () => {
    const refused = await asked('verify').expect('failed');
    expect(refused.node('it').failure).toMatchObject({
      code: 'network.failed',
      message: expect.stringContaining('its certificate is signed by itself'),
    });
    const taken = await asked('encrypt').expect('succeeded');
    expect((await taken.page('it')).page.map(({ cells }) => cells)).toEqual([[true]]);
  });
});
