import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type BrowserServer, startBrowserServer } from '../../cli/serve/browser-server.ts';
import { openHost } from '../harness/host.ts';

const host = await openHost();
const base = await mkdtemp(join(tmpdir(), 'millrace-serve-'));
const folder = join(base, 'renderer');
await mkdir(join(folder, 'assets'), { recursive: true });
await writeFile(join(folder, 'index.html'), '<!doctype html><title>Millrace</title>');
await writeFile(join(folder, 'assets/main.js'), 'export {};');
await writeFile(join(folder, 'assets/main.js.map'), '{}');
await writeFile(join(base, 'secret.json'), '"secret"');
afterAll(async () => {
  await host.close();
  await rm(base, { recursive: true, force: true });
});

let server: BrowserServer;
beforeEach(async () => {
  server = await startBrowserServer({ host: host.host, folder, port: 0 });
});
afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const authority = (): string => new URL(server.url).host;
const port = (): number => Number(new URL(server.url).port);

/** The path goes out as it stands, which `fetch` would not do. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((done, fail) => {
    const take = (response: IncomingMessage): void => {
      let body = '';
      response.on('data', (data: Buffer) => {
        body += data.toString();
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    };
    request({ host: '127.0.0.1', port: port(), path, method, headers: { host: authority(), ...headers } }, take)
      .on('error', fail)
      .end();
  });

const enter = async (): Promise<string> => {
  const { headers } = await ask(`/${new URL(server.url).search}`);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
};

const openLink = (path: string, headers: Record<string, string>): Promise<WebSocket> =>
  new Promise((done, fail) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port()}${path}`, { headers });
    socket.once('open', () => done(socket));
    socket.once('error', fail);
  });

const answerOf = (socket: WebSocket): Promise<unknown> =>
  new Promise((done) => socket.once('message', (data) => done(JSON.parse(String(data)))));

test('the token is exchanged once for a cookie that scripts and other sites cannot use', async () => {
  const { search } = new URL(server.url);
  const first = await ask(`/${search}`);
  expect([first.status, first.headers.location]).toEqual([303, '/']);
  expect(first.headers['set-cookie']?.[0]).toMatch(/^millrace-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect((await ask(`/${search}`)).status).toBe(403);
});

test('the window is served to the browser that has the cookie, and to no other', async () => {
  expect((await ask('/')).status).toBe(403);
  expect((await ask('/?token=guess')).status).toBe(403);
  const cookie = await enter();
  const page = await ask('/', { cookie });
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('Millrace');
  expect((await ask('/assets/main.js', { cookie })).headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect((await ask('/', { cookie: `${cookie.slice(0, -1)}_` })).status).toBe(403);
});

test('servers side by side do not take each other’s cookie away', async () => {
  const mine = await enter();
  const other = await startBrowserServer({ host: host.host, folder, port: 0 });
  const { headers } = await fetch(other.url, { redirect: 'manual' });
  const theirs = headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(theirs.split('=')[0]).not.toBe(mine.split('=')[0]);
  expect((await ask('/', { cookie: `${theirs}; ${mine}` })).status).toBe(200);
  await other.close();
});

test.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1'])(
  'a request for the host “%s” is misdirected, so no other name can be bound to it',
  async (name) => {
    const cookie = await enter();
    expect((await ask('/', { cookie, host: name })).status).toBe(421);
  },
);

test.runIf(process.platform === 'linux')('only the loopback address is listened on', async () => {
  const refused = await new Promise<string>((done) => {
    const socket = connectSocket({ host: '127.0.0.2', port: port() });
    socket.once('connect', () => {
      socket.destroy();
      done('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
  });
  expect(refused).toBe('ECONNREFUSED');
});

test('every answer carries the security headers, also the refusals', async () => {
  const cookie = await enter();
  for (const answer of [await ask('/', { cookie }), await ask('/'), await ask('/none.js', { cookie })]) {
    const policy = answer.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe-inline');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  }
});

test.each([
  '/../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/%2e%2e%2fsecret.json',
  '/assets/../../secret.json',
  '/..%5csecret.json',
  '/..\\secret.json',
  '//secret.json',
  '/%00',
  '/%zz',
  '/way-out/secret.json',
  '/assets',
  '/assets/main.js.map',
  '/nothing.js',
])('%s is not found', async (path) => {
  await symlink(base, join(folder, 'way-out')).catch(() => undefined);
  const { status, body } = await ask(path, { cookie: await enter() });
  expect(body).not.toContain('secret');
  expect(status).toBe(404);
});

test('a request that is no address is answered, and the server lives on', async () => {
  const cookie = await enter();
  for (const path of ['//', '///', 'http://']) expect((await ask(path, { cookie })).status, path).toBe(404);
  expect((await ask('/', { cookie })).status).toBe(200);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
  expect((await ask('/', { cookie: await enter() }, method)).status).toBe(405);
});

test('the link answers the page’s own requests', async () => {
  const socket = await openLink('/link', { origin: `http://${authority()}`, cookie: await enter() });
  const answer = answerOf(socket);
  socket.send(JSON.stringify({ type: 'call', id: 1, method: 'host.describe', params: {} }));
  expect(await answer).toMatchObject({ type: 'result', id: 1, value: { name: 'Millrace', host: 'browser' } });
  socket.close();
});

test('the link is closed to other origins, other hosts, other paths and to who has no cookie', async () => {
  const cookie = await enter();
  const origin = `http://${authority()}`;
  const attempts: readonly (readonly [string, Record<string, string>])[] = [
    ['/link', { origin }],
    ['/link', { cookie }],
    ['/link', { cookie, origin: 'http://evil.example' }],
    ['/link', { cookie, origin: 'null' }],
    ['/link', { cookie, origin: `http://127.0.0.1:${port() + 1}` }],
    ['/link', { cookie, origin, host: 'evil.example' }],
    ['/other', { cookie, origin }],
  ];
  for (const [path, headers] of attempts) await expect(openLink(path, headers)).rejects.toThrow('403');
});

test('what is no call is dropped or ends the connection, never the server', async () => {
  const headers = { origin: `http://${authority()}`, cookie: await enter() };
  const socket = await openLink('/link', headers);
  const closed = new Promise<number>((done) => socket.once('close', done));
  socket.send('not json');
  expect(await closed).toBe(1003);
  const next = await openLink('/link', headers);
  const answer = answerOf(next);
  for (const message of [null, [], 7, { type: 'call' }]) next.send(JSON.stringify(message));
  next.send(JSON.stringify({ type: 'call', id: 2, method: 'document.open', params: { path: 7 } }));
  expect(await answer).toMatchObject({ type: 'failed', id: 2, failure: { code: 'request.invalid' } });
  next.close();
});

test('a connection that breaks off ends its streams, and the server lives on', async () => {
  const headers = { origin: `http://${authority()}`, cookie: await enter() };
  const socket = await openLink('/link', headers);
  const first = answerOf(socket);
  socket.send(JSON.stringify({ type: 'call', id: 1, method: 'host.watch', params: {} }));
  await first;
  socket.terminate();
  const next = await openLink('/link', headers);
  const answer = answerOf(next);
  next.send(JSON.stringify({ type: 'call', id: 1, method: 'example.list', params: {} }));
  expect(await answer).toMatchObject({ type: 'result' });
  next.close();
});
