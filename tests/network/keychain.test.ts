import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { millrace, temporaryFolder } from '../harness/millrace.ts';
import { type GnomeKeyring, hasGnomeKeyring, startGnomeKeyring } from './gnome-keyring.ts';
import { type Loopback, openLoopback } from './loopback.ts';
import { runByProgram } from './run-by-program.ts';

const here = hasGnomeKeyring();
if (!here)
  process.stdout.write('GNOME Keyring or D-Bus is not installed here, so tests of the keychain are left out.\n');

const folder = await temporaryFolder();
const secret = 'hush “hush”';
const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/at/all' };

/** A server that answers only whoever sends the secret. */
const openServer = (): Promise<Loopback> =>
  openLoopback(({ headers }, response) => {
    const wanted = `Basic ${Buffer.from(`:${secret}`).toString('base64')}`;
    if (headers.authorization === wanted) response.end('{"a": 1}\n{"a": 2}\n');
    else response.writeHead(401).end();
  });

const stream = (host: string, name = 'sales') => ({
  protocol: 'ndjson-http',
  address: `http://${host}/`,
  rows: 2,
  passwordFrom: `keychain:${name}`,
  refresh: 'each-run',
});
const allowed = (host: string, name = 'sales') => [host, `keychain:${name}@${host}`];

/** Everything that stands in the folder of the flow, the hidden store included. */
const written = async (): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join('\n');
};

describe.skipIf(!here)('the keychain of the operating system', () => {
  let service: GnomeKeyring;
  let [one, other]: Loopback[] = [];
  const host = (server: Loopback | undefined): string => server?.host ?? '';
  const keep = (where: string, input: string) =>
    millrace(['secret', 'set', 'sales', '--host', where], folder, { environment: service.environment, input });
  const run = (where: string, name?: string) =>
    runByProgram(folder, service.environment)('source.stream', stream(where, name), allowed(where, name));

  beforeAll(async () => {
    [service, one, other] = await Promise.all([startGnomeKeyring(), openServer(), openServer()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([service.stop(), one?.close(), other?.close()]);
  });

  test('a flow is given what was kept for the host it asks, and no file or output of it holds the secret', async () => {
    const kept = await keep(host(one), `${secret}\n`);
    expect(kept).toMatchObject({ code: 0, out: expect.stringContaining('keychain:sales') });
    const { code, out, err, node } = await run(host(one));
    expect(node?.failure).toBe(undefined);
    expect(code).toBe(0);
    expect(node?.outputs['table']).toMatchObject({ rows: 2 });
    expect(await written()).toContain('keychain:sales');
    for (const text of [kept.out, kept.err, out, err, await written()]) expect(text).not.toContain('hush');
  });

  test('another host is not sent it, though the flow was allowed to ask that host and to send the secret there', async () => {
    await keep(host(one), secret);
    const { code, node } = await run(host(other));
    expect(code).toBe(1);
    expect(node?.failure).toMatchObject({
      code: 'param.not-in-keychain',
      message: expect.stringContaining(host(other)),
    });
    expect(other?.asked).toEqual([]);
  });

  test('a new secret takes the place of the old one, and a removed one is gone', async () => {
    await keep(host(one), 'wrong');
    expect((await run(host(one))).node?.failure?.code).toBe('network.status');
    await keep(host(one), secret);
    expect((await run(host(one))).code).toBe(0);
    const remove = () => millrace(['secret', 'remove', 'sales', '--host', host(one).toUpperCase()], folder, service);
    expect(await remove()).toMatchObject({ code: 0, out: expect.stringContaining('no longer') });
    expect(await remove()).toMatchObject({ code: 1, err: expect.stringContaining('param.not-in-keychain') });
    expect((await run(host(one))).node?.failure?.code).toBe('param.not-in-keychain');
  });
});

test.runIf(process.platform === 'linux')(
  'without a keychain, the message says so, and nothing is kept elsewhere',
  async () => {
    const set = await millrace(['secret', 'set', 'sales', '--host', 'db.org'], folder, {
      environment: nowhere,
      input: secret,
    });
    expect(set).toMatchObject({ code: 1, out: '', err: expect.stringContaining('param.no-keychain') });
    expect(set.err).not.toContain('hush');
    const { node } = await runByProgram(folder, nowhere)(
      'source.stream',
      stream('127.0.0.1:9'),
      allowed('127.0.0.1:9'),
    );
    expect(node?.failure).toMatchObject({ code: 'param.no-keychain', hint: expect.stringContaining('environment') });
  },
);

test.each([
  [['secret', 'set', 'sales'], '--host'],
  [['secret', 'set', 'Sales', '--host', 'db.org'], 'small letters'],
  [['secret', 'set', 'sales', '--host', 'postgres://db.org'], '--host'],
  [['secret', 'set', 'sales', '--host', 'me@db.org'], '--host'],
  [['secret', 'show', 'sales', '--host', 'db.org'], 'not “show”'],
  [['secret', 'set', 'sales', 'hush', '--host', 'db.org'], 'usage'],
])('%j is refused before a secret is asked for', async (args, text) => {
  const { code, err } = await millrace(args, folder, { environment: nowhere });
  expect(code).toBe(2);
  expect(err).toContain(text);
  expect(err).not.toContain('hush');
});

test('an empty secret is not kept', async () => {
  const { code, err } = await millrace(['secret', 'set', 'sales', '--host', 'db.org'], folder, { input: '\n' });
  expect(code).toBe(2);
  expect(err).toContain('empty');
});
