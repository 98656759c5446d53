import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { unsplit } from '../../contract/column.ts';
import { defineSource, type Nodes } from '../../contract/node.ts';
import { openEngine, type TestEngine } from '../harness/engine.ts';
import type { FinishedRun } from '../harness/finished-run.ts';
import { sketch } from '../harness/sketch.ts';
import { trialNodes } from './trial-nodes.ts';

let server: Server;
let address = '';
let engine: TestEngine;
let answers = 0;
let fails = false;

const columns = [{ name: 'x', type: 'number', role: 'feature' }] as const;

const outside = (): Nodes => ({
  'source.trial-outside': defineSource({
    title: 'Outside',
    description: 'Asks a server for a number',
    keywords: [],
    version: 1,
    params: z.object({
      each: z.boolean().default(false),
      secret: z.string().default(''),
      hangs: z.boolean().default(false),
    }),
    collect: {
      request: ({ each, secret }) => ({
        host: address,
        secrets: secret === '' ? [] : [secret],
        what: { path: '/' },
        fresh: each,
      }),
      fetch: async ({ secret, hangs }, ctx) => {
        if (hangs) {
          ctx.progress(undefined, 'waiting');
          await new Promise(() => undefined);
        }
        const response = await fetch(`http://${address}/`, {
          headers: secret ? { 'x-secret': ctx.secret(secret) } : {},
        });
        if (!response.ok) throw new Error(`status ${response.status}`);
        ctx.finding({ code: 'trial.asked', severity: 'info', message: 'The server was asked.' });
        await writeFile(join(ctx.folder, 'answer'), await response.text());
      },
    },
    inspect: async () => ({ kind: 'table', columns, split: unsplit }),
    read: async (_, { tables, kept }) => ({
      table: await tables.create(
        `SELECT ${Number(await readFile(join(kept ?? '', 'answer'), 'utf8'))}::DOUBLE AS x`,
        columns,
      ),
    }),
  }),
});

beforeEach(async () => {
  answers = 0;
  fails = false;
  server = createServer((request, response) => {
    if (fails) response.writeHead(500);
    response.end(`${++answers}${request.headers['x-secret'] === 'hush' ? '00' : ''}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  address = typeof bound === 'object' && bound ? `127.0.0.1:${bound.port}` : '';
  engine = await openEngine({ nodes: { ...trialNodes, ...outside() } });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await engine.close();
  server.closeAllConnections();
  server.close();
});

const flow = (params = {}) =>
  sketch({
    nodes: { outside: { type: 'source.trial-outside', params }, add: 'clean.trial-add' },
    wires: ['outside.table > add.table'],
  });
const open = (params = {}, access: readonly string[] = [address]) => engine.open(flow(params), { access: [...access] });

const answered = async (run: FinishedRun) => (await run.page('add', 'table', { limit: 1 })).page[0]?.cells[0];

test('a flow reaches no host that nobody has allowed, and says before the run that it would', async () => {
  const shut = open({}, []);
  const { problems } = await shut.check();
  expect(problems).toMatchObject([
    { code: 'network.not-allowed', severity: 'warning', node: 'outside', access: [address] },
  ]);
  const run = await shut.run().expect('failed');
  expect(run.node('outside').failure?.code).toBe('network.not-allowed');
  expect(answers).toBe(0);
});

test('what was fetched is kept, so that the next run asks nobody', async () => {
  const first = await open().run().expect('succeeded');
  expect(await answered(first)).toBe(2);
  expect(first.node('outside').findings.map(({ code }) => code)).toEqual(['trial.asked']);
  server.closeAllConnections();
  server.close();
  const again = await open().run({ reuse: false }).expect('succeeded');
  expect(await answered(again)).toBe(2);
  expect(again.node('outside').findings.map(({ code }) => code)).toEqual(['trial.asked']);
  expect((await open().check()).problems).toEqual([]);
});

test('asked to fetch again, only what depends on a new answer runs', async () => {
  await open().run().expect('succeeded');
  const again = await open()
    .run({ refetch: ['outside'] })
    .expect('succeeded');
  expect(await answered(again)).toBe(3);
  expect(again.those('finished')).toEqual(['add', 'outside']);
  answers = 1;
  const same = await open()
    .run({ refetch: ['outside'] })
    .expect('succeeded');
  expect(same.those('reused')).toEqual(['add', 'outside']);
});

test('a source set to ask in each run does', async () => {
  await open({ each: true }).run().expect('succeeded');
  await open({ each: true }).run().expect('succeeded');
  expect(answers).toBe(2);
});

test('a fetch that fails fails its node and leaves what was kept in its place', async () => {
  await open().run().expect('succeeded');
  fails = true;
  const failed = await open()
    .run({ refetch: ['outside'] })
    .expect('failed');
  expect(failed.node('outside').status).toBe('failed');
  expect(failed.node('add').status).toBe('skipped');
  fails = false;
  expect(await answered(await open().run().expect('succeeded'))).toBe(2);
});

test('a secret goes only to the host that it was allowed for, and a missing one is named', async () => {
  const params = { secret: 'MILLRACE_TRIAL' };
  const half = await open(params).run().expect('failed');
  expect(half.node('outside').failure?.message).toContain(`MILLRACE_TRIAL@${address}`);
  const whole = open(params, [address, `MILLRACE_TRIAL@${address}`]);
  expect((await whole.run().expect('failed')).node('outside').failure?.code).toBe('param.secret-missing');
  vi.stubEnv('MILLRACE_TRIAL', 'hush');
  expect(await answered(await whole.run().expect('succeeded'))).toBe(101);
});

test('a flow can name no variable of the environment but those made for it', async () => {
  const named = open({ secret: 'HOME' }, [address, `HOME@${address}`]);
  expect((await named.run().expect('failed')).node('outside').failure?.code).toBe('param.secret-missing');
});

test('cancel ends a fetch that does not listen', async () => {
  const run = open({ hangs: true }).run();
  await run.until((event) => event.event === 'node.progress');
  const asked = performance.now();
  await run.cancel();
  const { state } = await run.expect('cancelled');
  expect(state.nodes['outside']?.status).toBe('cancelled');
  expect(performance.now() - asked).toBeLessThan(1000);
});
