import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { JsonObject } from '../../contract/json.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import { sketch } from '../harness/sketch.ts';
import { openLoopback } from './loopback.ts';

const user = 'MILLRACE_TEST_USER';
const password = 'MILLRACE_TEST_PASSWORD';

let engine: TestEngine;
const closing: (() => unknown)[] = [];
beforeEach(async () => {
  engine = await openEngine({ workers: 0 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await engine.close();
  for (const close of closing.splice(0).reverse()) await close();
});

const open = (host: string, params: JsonObject) =>
  engine.open(sketch({ nodes: { it: { type: 'source.stream', params } } }), {
    access: [host, `${user}@${host}`, `${password}@${host}`],
  });

const capturedFrom = async (host: string, params: JsonObject) => {
  const run = await open(host, params).run().expect('succeeded');
  const { columns, page } = await run.page('it');
  return {
    columns: columns.map(({ name, type }) => `${name}:${type}`).join(' '),
    rows: page.map(({ cells }) => cells.slice(1)),
    findings: run.node('it').findings,
    run,
  };
};
const failureFrom = async (host: string, params: JsonObject) =>
  (await open(host, params).run().expect('failed')).node('it').failure;

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

/** A broker that sends three readings to whoever subscribes. */
const openBroker = async () => {
  const broker = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    broker.handle(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    return new Promise<void>((resolve) => broker.close(resolve));
  });
  const publish = (topic: string, payload: string): void =>
    broker.publish({ cmd: 'publish', qos: 0, dup: false, retain: false, topic, payload }, () => undefined);
  return { broker, publish, sockets, host: `127.0.0.1:${portOf(server)}` };
};

test('MQTT: a window of messages with their topics and times becomes a table, and is kept', async () => {
  const { broker, publish, host } = await openBroker();
  let subscriptions = 0;
  broker.on('subscribe', () => {
    subscriptions++;
    publish('sensors/a/t', '{"value": 20.5, "ok": true}');
    publish('elsewhere', '{"value": 99}');
    publish('sensors/b/t', 'broken');
    publish('sensors/b/t', '{"value": 21, "ok": false}');
  });
  const params = { protocol: 'mqtt', address: `mqtt://${host}`, topic: 'sensors/+/t', rows: 2 };
  const { columns, rows, findings, run } = await capturedFrom(host, params);
  expect(columns).toBe('arrived:datetime topic:category value:number ok:boolean');
  expect(rows).toEqual([
    ['sensors/a/t', 20.5, true],
    ['sensors/b/t', 21, false],
  ]);
  expect(findings).toMatchObject([{ code: 'data.bad-records', rows: 1, examples: ['broken'] }]);
  expect(run.events.some((event) => event.event === 'node.metric' && event.series === 'rows')).toBe(true);
  const again = await capturedFrom(host, params);
  expect(again.rows).toEqual(rows);
  expect(again.findings).toMatchObject([{ code: 'data.bad-records' }]);
  expect(subscriptions).toBe(1);
  expect((await open(host, params).check()).shapes['it']?.['table']).toMatchObject({
    columns: [{ name: 'arrived' }, { name: 'topic' }, { name: 'value' }, { name: 'ok' }],
  });
});

test('MQTT: a broker that is gone for a moment is found again', async () => {
  const { broker, publish, sockets, host } = await openBroker();
  let subscriptions = 0;
  broker.on('subscribe', () => {
    publish('t', `{"n": ${++subscriptions}}`);
    if (subscriptions === 1) setImmediate(() => [...sockets].forEach((socket) => void socket.end()));
  });
  const { rows, findings } = await capturedFrom(host, { address: `mqtt://${host}`, topic: 't', rows: 2, seconds: 20 });
  expect(rows.map(([, n]) => n)).toEqual([1, 2]);
  expect(findings).toMatchObject([{ code: 'network.broken', value: 1 }]);
});

test('MQTT: the name and the password come from the environment; wrong ones are refused at once', async () => {
  const { broker, publish, host } = await openBroker();
  broker.authenticate = (_, name, given, done) => {
    if (name === 'reader' && given?.toString() === 'hush') done(null, true);
    else done(Object.assign(new Error('no'), { returnCode: 5 }), null);
  };
  broker.on('subscribe', () => publish('t', '{"n": 1}'));
  const params = { address: `mqtt://${host}`, topic: 't', rows: 1, userFrom: user, passwordFrom: password };
  vi.stubEnv(user, 'reader');
  vi.stubEnv(password, 'wrong');
  expect(await failureFrom(host, params)).toMatchObject({ code: 'network.refused' });
  vi.stubEnv(password, 'hush');
  expect((await capturedFrom(host, params)).rows.length).toBe(1);
});

const openWebsocket = async (): Promise<{ readonly server: WebSocketServer; readonly host: string }> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  closing.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return { server, host: `127.0.0.1:${portOf(server)}` };
};

test('WebSocket: the first message asks, lists of records count each, a normal close ends the window', async () => {
  const { server, host } = await openWebsocket();
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      socket.send(JSON.stringify({ asked: data.toString(), n: 1 }));
      socket.send('[{"n": 2}, {"n": 3}]');
      socket.close(1000);
    }),
  );
  const { columns, rows } = await capturedFrom(host, {
    protocol: 'websocket',
    address: `ws://${host}/feed`,
    greeting: 'readings, please',
    rows: 100,
  });
  expect(columns).toBe('arrived:datetime asked:category n:integer');
  expect(rows).toEqual([
    ['readings, please', 1],
    [null, 2],
    [null, 3],
  ]);
});

test('WebSocket: a server that is none says its status', async () => {
  const server = await openLoopback((_, response) => response.writeHead(401).end());
  closing.push(() => server.close());
  const params = { protocol: 'websocket', address: `ws://${server.host}/` };
  expect(await failureFrom(server.host, params)).toMatchObject({
    code: 'network.status',
    message: expect.stringContaining('401'),
  });
});

test('HTTP: lines come in whatever pieces; the end of the answer ends the window', async () => {
  vi.stubEnv(user, 'reader');
  vi.stubEnv(password, 'hush');
  const server = await openLoopback((request, response) => {
    expect(request.headers.authorization).toBe(`Basic ${Buffer.from('reader:hush').toString('base64')}`);
    const bytes = Buffer.from('{"name": "Zürich"}\n\n{"name": "Köln"}\nno\n{"name": "Bern"}');
    response.write(bytes.subarray(0, 12), () => response.end(bytes.subarray(12)));
  });
  closing.push(() => server.close());
  const { rows, findings } = await capturedFrom(server.host, {
    protocol: 'ndjson-http',
    address: `http://${server.host}/lines`,
    userFrom: user,
    passwordFrom: password,
  });
  expect(rows).toEqual([['Zürich'], ['Köln'], ['Bern']]);
  expect(findings).toMatchObject([{ code: 'data.bad-records', rows: 1 }]);
});

test('the window ends with its time, and without a record that is said', async () => {
  const server = await openLoopback((request, response) => {
    response.write(request.url === '/some' ? '{"n": 1}\n' : '\n');
  });
  closing.push(() => server.close());
  const params = { protocol: 'ndjson-http', seconds: 0.3 };
  expect((await capturedFrom(server.host, { ...params, address: `http://${server.host}/some` })).rows).toEqual([[1]]);
  expect(await failureFrom(server.host, { ...params, address: `http://${server.host}/none` })).toMatchObject({
    code: 'network.silent',
  });
});

test.each(['mqtt', 'websocket', 'ndjson-http'])('%s: cancelling ends it soon and hangs up', async (protocol) => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  closing.push(() => silent.close());
  const host = `127.0.0.1:${portOf(silent)}`;
  const scheme = { mqtt: 'mqtt', websocket: 'ws' }[protocol] ?? 'http';
  const run = open(host, { protocol, address: `${scheme}://${host}` }).run();
  const [socket] = (await once(silent, 'connection')) as [Socket];
  const hungUp = once(
    socket.resume().on('error', () => undefined),
    'close',
  );
  const at = performance.now();
  await run.cancel();
  expect((await run.finished()).state.status).toBe('cancelled');
  expect(performance.now() - at).toBeLessThan(1000);
  await hungUp;
});
