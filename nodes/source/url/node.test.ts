import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';
import { type Loopback, openLoopback } from '../../../tests/network/loopback.ts';

const fruit = 'fruit,price\napple,1.5\npear,2\n';
const bytesOf = (path: string) => readFile(join(import.meta.dirname, '..', path));
const workbook = await bytesOf('excel-file/fruit.xlsx');
const parquet = await bytesOf('parquet-file/fruit.parquet');
const pages: Record<string, RequestListener> = {
  '/fruit.csv': (_, response) => response.end(fruit),
  '/api': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end('{"data":{"items":[{"a":1},{"a":2}]}}');
  },
  '/workbook': (_, response) => response.end(workbook),
  '/parquet': (_, response) => response.end(parquet),
  '/lines': (_, response) => response.end('{"a":1}\n{"a":2}\n'),
  '/travels-packed': (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/csv' });
    response.end(gzipSync(fruit));
  },
  '/is-packed.csv.gz': (_, response) => response.end(gzipSync(fruit)),
  '/page.csv': (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><html><body>Please sign in</body></html>');
  },
  '/empty.csv': (_, response) => response.end(),
  '/moved': (_, response) => response.writeHead(302, { location: '/fruit.csv?to=here' }).end(),
  '/elsewhere': (_, response) => response.writeHead(302, { location: 'http://other.example.org/x.csv' }).end(),
  '/round': (_, response) => response.writeHead(302, { location: '/round' }).end(),
  '/broken': (_, response) => {
    response.writeHead(200, { 'content-length': '1000', 'content-type': 'text/csv' });
    response.write('a\n1\n', () => response.destroy());
  },
  '/unending': (_, response) => {
    const more = (): void => void (response.writable && response.write('1,2,3\n'.repeat(1000), more));
    more();
  },
  '/silent': () => undefined,
};

let server: Loopback;
let engine: TestEngine;
beforeEach(async () => {
  server = await openLoopback((request, response) => {
    const page = pages[request.url?.split('?')[0] ?? ''];
    if (page) page(request, response);
    else response.writeHead(404).end();
  });
  engine = await openEngine({ workers: 0 });
});
afterEach(async () => {
  await engine.close();
  await server.close();
});

const open = (path: string, params: JsonObject = {}) =>
  engine.open(
    sketch({ nodes: { it: { type: 'source.url', params: { url: `http://${server.host}${path}`, ...params } } } }),
    { access: [server.host] },
  );

const rowsAt = async (path: string, params: JsonObject = {}) => {
  const run = await open(path, params).run().expect('succeeded');
  return (await run.page('it')).page.map(({ cells }) => cells);
};

const failureAt = async (path: string, params: JsonObject = {}) => {
  const run = await open(path, params).run().expect('failed');
  return run.node('it').failure;
};

test('a CSV file is downloaded once, and read again without the network', async () => {
  const rows = [
    ['apple', 1.5],
    ['pear', 2],
  ];
  expect(await rowsAt('/fruit.csv')).toEqual(rows);
  expect(await rowsAt('/fruit.csv')).toEqual(rows);
  expect(server.asked).toEqual(['/fruit.csv']);
  const { shapes } = await open('/fruit.csv').check();
  expect(shapes['it']?.['table']).toMatchObject({ columns: [{ name: 'fruit' }, { name: 'price' }] });
});

test('where each run shall refresh, each asks again', async () => {
  await rowsAt('/fruit.csv', { refresh: 'each-run' });
  await rowsAt('/fruit.csv', { refresh: 'each-run' });
  expect(server.asked.length).toBe(2);
});

test('JSON is told by its type, its first bytes or the setting; the records path leads into it', async () => {
  expect(await rowsAt('/api', { records: 'data.items' })).toEqual([[1], [2]]);
  expect(await rowsAt('/lines')).toEqual([[1], [2]]);
  expect(await rowsAt('/lines', { format: 'json' })).toEqual([[1], [2]]);
});

test('workbooks and Parquet are told by their first bytes', async () => {
  expect((await rowsAt('/workbook')).length).toBeGreaterThan(1);
  expect((await rowsAt('/parquet')).length).toBeGreaterThan(1);
  expect(await failureAt('/fruit.csv', { format: 'parquet' })).toMatchObject({ code: 'data.wrong-format' });
});

test('what is packed is unpacked, on its way or at its place', async () => {
  expect((await rowsAt('/travels-packed')).length).toBe(2);
  expect((await rowsAt('/is-packed.csv.gz')).length).toBe(2);
});

test('the host may send elsewhere on itself, not to another host', async () => {
  expect((await rowsAt('/moved')).length).toBe(2);
  expect(await failureAt('/elsewhere')).toMatchObject({
    code: 'network.redirected',
    message: expect.stringContaining('other.example.org'),
  });
  expect((await failureAt('/round'))?.message).toContain('more than 5 times');
});

test.each([
  ['/gone', {}, 'network.status', '404'],
  ['/page.csv', {}, 'network.unknown-format', 'text/html'],
  ['/empty.csv', {}, 'data.empty-file', 'empty.csv is empty'],
  ['/broken', {}, 'network.failed', 'the connection broke'],
  ['/unending', { maxBytes: 100_000 }, 'network.too-large', '100,000 bytes'],
  ['/fruit.csv', { maxBytes: 10 }, 'network.too-large', '10 bytes'],
  ['/silent', { timeout: 0.1 }, 'network.timed-out', '0.1 seconds'],
])('%s with %o ends in %s', async (path, params, code, text) => {
  expect(await failureAt(path, params)).toMatchObject({ code, message: expect.stringContaining(text) });
});

test('a host that does not answer, and one that speaks no TLS, are said', async () => {
  const at = async (url: string) => {
    const flow = sketch({ nodes: { it: { type: 'source.url', params: { url } } } });
    const run = await engine
      .open(flow, { access: [new URL(url).host] })
      .run()
      .expect('failed');
    return run.node('it').failure;
  };
  expect(await at('http://no-such-host.invalid/x.csv')).toMatchObject({ code: 'network.failed' });
  expect(await at(`https://${server.host}/x.csv`)).toMatchObject({ code: 'network.failed' });
});

test('no failure shows what stands behind the path, where keys are', async () => {
  expect((await failureAt('/gone?key=hush'))?.message).not.toContain('hush');
});

test('a name, a password or another protocol is refused while editing', async () => {
  for (const url of ['https://me:hush@example.org/x.csv', 'file:///etc/passwd', 'x.csv', 'ftp://example.org/x'])
    expect(await open('', { url }).problems()).toEqual(['param.invalid it']);
  expect(await open('', { url: '' }).problems()).toEqual(['param.required it']);
});

test('a cancelled download ends at once and keeps nothing', async () => {
  const run = open('/unending').run();
  await run.until((event) => event.event === 'node.progress');
  const at = performance.now();
  await run.cancel();
  const { state } = await run.finished();
  expect(state.status).toBe('cancelled');
  expect(performance.now() - at).toBeLessThan(1000);
  expect((await open('/unending').check()).shapes['it']?.['table']).not.toHaveProperty('columns');
});
