import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';
import { millrace, startMillrace, temporaryFolder } from '../harness/millrace.ts';

const folder = await temporaryFolder();
vi.stubEnv('MILLRACE_HOME', folder);
afterAll(() => vi.unstubAllEnvs());

test('serve prints an address that works, and ends with 0 when it is asked to', async () => {
  const child = startMillrace(['serve', '--no-open'], folder);
  let out = '';
  const url = await new Promise<string>((done) => {
    child.stdout?.on('data', (data: Buffer) => {
      out += data.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(out)?.[0];
      if (found) done(found);
    });
  });
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a port that is taken is said so, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, err } = await millrace(['serve', '--no-open', '--port', String(port)], folder);
  expect([code, err]).toEqual([2, expect.stringContaining(`port ${port} is not free`)]);
  other.close();
});

test('a flow that does not exist is named before anything is served', async () => {
  const { code, err } = await millrace(['serve', 'nowhere.flow.json'], folder);
  expect([code, err]).toEqual([1, expect.stringContaining('nowhere.flow.json')]);
});
