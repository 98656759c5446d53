import { mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { OpenDocument } from '../../contract/api.ts';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { writeFlow } from '../../contract/flow-file.ts';
import { Failure } from '../../contract/problem.ts';
import type { HostOptions } from '../../engine/host/host-options.ts';
import { openHost, type TestHost } from '../harness/host.ts';
import { sketch } from '../harness/sketch.ts';

const hosts: TestHost[] = [];
const open = async (options: Partial<HostOptions> = {}): Promise<TestHost> => {
  const host = await openHost(options);
  hosts.push(host);
  return host;
};
const again = async (host: TestHost): Promise<TestHost> => {
  const next = await host.again();
  hosts.push(next);
  return next;
};
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it worked',
    (thrown: unknown) => (thrown instanceof Failure ? thrown.code : String(thrown)),
  );

const present = (document: OpenDocument | null): OpenDocument => {
  if (!document) throw new Error('no document');
  return document;
};

const write = async (host: TestHost, name: string, text: string): Promise<string> => {
  await mkdir(host.workspace, { recursive: true });
  await writeFile(join(host.workspace, name), text);
  return join(host.workspace, name);
};

const flow = sketch({ name: 'Small', nodes: { data: 'source.sample' } });
const changed: Flow = { ...flow, seed: 8 };

test('the examples are offered penguins first, and one opens as a real file in a fresh folder each time', async () => {
  const host = await open();
  const { client } = host.window();
  const examples = await client.call('example.list', {});
  expect(examples.slice(0, 4).map(({ id, title }) => `${id}: ${title}`)).toEqual([
    'penguins: Penguin species',
    'house-prices: House prices',
    'support-tickets: Support tickets',
    'patients: Patients with several visits',
  ]);
  expect(examples.at(-1)?.id).toBe('broken');
  const first = await client.call('example.open', { id: 'penguins' });
  const second = await client.call('example.open', { id: 'penguins' });
  expect(dirname(dirname(first.path ?? ''))).toBe(host.workspace);
  expect(second.path).not.toBe(first.path);
  expect(await readFile(join(dirname(first.path ?? ''), 'penguins.csv'), 'utf8')).toContain('Adelie');
  await client.call('document.save', { document: first.id, flow: first.flow });
});

test('an example that does not exist, or leads out of the resources, is not opened', async () => {
  const { client } = (await open()).window();
  for (const id of ['nothing', '../data', '..'])
    expect(await codeOf(client.call('example.open', { id }))).toBe('file.missing');
});

test('saved as, a flow stands in its file as the canonical writer has it', async () => {
  const host = await open();
  const { client } = host.window();
  const { id } = await client.call('document.new', {});
  const saved = present(await client.call('document.save-as', { document: id, flow, path: 'sub/small' }));
  expect(saved).toMatchObject({ id, path: join(host.workspace, 'sub/small.flow.json'), name: 'small.flow.json' });
  expect(await readFile(saved.path ?? '', 'utf8')).toBe(writeFlow(flow));
  await client.call('document.save', { document: id, flow: changed });
  expect(present(await client.call('document.open', { path: saved.path ?? '' })).flow).toEqual(changed);
});

test('an untitled flow has to be saved as first', async () => {
  const { client } = (await open()).window();
  const { id } = await client.call('document.new', {});
  expect(await codeOf(client.call('document.save', { document: id, flow }))).toBe('file.not-written');
});

test('a file that another program changed is told, and not written over until the user says so', async () => {
  const host = await open();
  const window = host.window();
  const path = await write(host, 'a.flow.json', writeFlow(flow));
  const { id } = present(await window.client.call('document.open', { path }));
  await writeFile(path, writeFlow({ ...flow, name: 'Theirs' }));
  await utimes(path, new Date(), new Date(Date.now() + 5000));
  expect(await codeOf(window.client.call('document.save', { document: id, flow: changed }))).toBe(
    'file.changed-outside',
  );
  expect(await readFile(path, 'utf8')).toContain('Theirs');
  expect(await window.news.until(({ news }) => news === 'file-changed')).toMatchObject({ document: id, path });
  await window.client.call('document.save', { document: id, flow: changed, overwrite: true });
  expect(await readFile(path, 'utf8')).toBe(writeFlow(changed));
  await window.client.call('document.save', { document: id, flow });
});

test('edits of a window that is gone can be recovered, by the next window and after a crash of the app', async () => {
  const host = await open();
  const window = host.window();
  const { id } = await window.client.call('document.new', {});
  await window.client.call('document.journal', { document: id, flow: changed, label: 'Seed' });
  expect(await window.client.call('document.recoverable', {})).toEqual([]);
  window.close();
  expect(await host.window().client.call('document.recoverable', {})).toMatchObject([{ id, name: 'Small' }]);
  const { client } = (await again(host)).window();
  expect(await client.call('document.recoverable', {})).toMatchObject([{ id }]);
  const recovered = await client.call('document.recover', { id });
  expect(recovered).toMatchObject({ id, flow: changed, recovered: { saved: null } });
  await client.call('document.forget', { id });
  expect(await (await again(hosts.at(-1) ?? host)).window().client.call('document.recoverable', {})).toEqual([]);
});

test('a recovered flow that has a file brings both states; saving ends the matter', async () => {
  const host = await open();
  const { client } = host.window();
  const path = await write(host, 'a.flow.json', writeFlow(flow));
  const { id } = present(await client.call('document.open', { path }));
  await client.call('document.journal', { document: id, flow: changed, label: 'Seed' });
  const next = (await again(host)).window();
  const recovered = await next.client.call('document.recover', { id });
  expect(recovered).toMatchObject({ path, flow: changed, recovered: { saved: flow } });
  await next.client.call('document.save', { document: id, flow: changed });
  next.close();
  expect(await (hosts.at(-1) ?? host).window().client.call('document.recoverable', {})).toEqual([]);
});

test('the fifteen files opened last are remembered, newest first, and those that are gone are marked', async () => {
  const host = await open();
  const { client } = host.window();
  for (let number = 1; number <= 17; number++) {
    const { id } = await client.call('document.new', {});
    await client.call('document.save-as', { document: id, flow, path: `f${number}` });
  }
  await rm(join(host.workspace, 'f17.flow.json'));
  const recent = await (await again(host)).window().client.call('document.recent', {});
  expect(recent.map(({ path }) => basename(path, '.flow.json'))).toEqual(
    Array.from({ length: 15 }, (_, index) => `f${17 - index}`),
  );
  expect(recent.map(({ missing }) => missing)).toEqual([true, ...Array.from({ length: 14 }, () => false)]);
});

test.each([
  ['flow.not-json', 'nodes:'],
  ['flow.not-a-flow', '{"nodes": []}'],
  ['flow.newer-version', '{"format": "millrace-flow", "version": 2}'],
])('%s is said of a file that cannot be opened, which stays as it is', async (code, text) => {
  const host = await open();
  const path = await write(host, 'odd.flow.json', text);
  expect(await codeOf(host.window().client.call('document.open', { path }))).toBe(code);
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('a file that is not there, or is a folder, is named', async () => {
  const host = await open();
  const { client } = host.window();
  await mkdir(host.workspace, { recursive: true });
  const missing = client.call('document.open', { path: join(host.workspace, 'gone.flow.json') });
  await expect(missing).rejects.toMatchObject({ code: 'file.missing', message: expect.stringContaining('gone') });
  expect(await codeOf(client.call('document.open', { path: host.workspace }))).toBe('file.not-readable');
});

test('of a damaged file the original is kept beside what could be read', async () => {
  const host = await open();
  const text = '{"format":"millrace-flow","version":1,"nodes":{"ok":{"type":"source.sample"},"bad":7}}';
  const path = await write(host, 'hurt.flow.json', text);
  const document = present(await host.window().client.call('document.open', { path }));
  expect(Object.keys(document.flow.nodes)).toEqual(['ok']);
  expect(document.problems.map(({ code }) => code)).toEqual(['flow.damaged-part']);
  expect(await readFile(`${path}.original`, 'utf8')).toBe(text);
});

test('a node of unknown type is marked, and goes through opening and saving unchanged', async () => {
  const host = await open();
  const { client } = host.window();
  const foreign = { type: 'elsewhere.thing', version: 4, params: { deep: [1, { two: 'ü' }] }, extra: true };
  const text = writeFlow({ ...emptyFlow('F'), nodes: { foreign } as never, madeBy: 'somebody' });
  const path = await write(host, 'foreign.flow.json', text);
  const document = present(await client.call('document.open', { path }));
  const { problems } = await client.call('flow.check', { document: document.id, flow: document.flow });
  expect(problems.map(({ code, node }) => [code, node])).toContainEqual(['flow.unknown-node', 'foreign']);
  await client.call('document.save', { document: document.id, flow: document.flow });
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('a dropped file lies beside the flow under a free name, and follows an untitled flow to its first file', async () => {
  const host = await open();
  const { client } = host.window();
  const { id } = await client.call('document.new', {});
  const drop = (name: string, text: string) =>
    client.call('file.import', { document: id, name, base64: Buffer.from(text).toString('base64') });
  expect(await drop('../../sly.csv', 'a\n1\n')).toEqual({ path: 'sly.csv' });
  expect(await drop('sly.csv', 'a\n2\n')).toEqual({ path: 'sly-2.csv' });
  expect(await codeOf(drop('..', ''))).toBe('file.not-written');
  await client.call('document.save-as', { document: id, flow, path: 'dropped/flow' });
  expect(await readFile(join(host.workspace, 'dropped/sly-2.csv'), 'utf8')).toBe('a\n2\n');
});

test('files that follow an untitled flow never write over another file', async () => {
  const host = await open();
  const { client } = host.window();
  await write(host, 'data.csv', 'precious');
  const { id } = await client.call('document.new', {});
  await client.call('file.import', {
    document: id,
    name: 'data.csv',
    base64: Buffer.from('a\n1\n').toString('base64'),
  });
  expect(await codeOf(client.call('document.save-as', { document: id, flow, path: 'here' }))).toBe('file.not-written');
  expect(await readFile(join(host.workspace, 'data.csv'), 'utf8')).toBe('precious');
});

test('the window lists and names only what it may: no system folders, no way out through a link', async () => {
  const host = await open();
  const { client } = host.window();
  await write(host, 'table.csv', 'a\n1\n');
  await write(host, 'notes.md', '');
  await symlink('/etc', join(host.workspace, 'way-out'));
  const listing = await client.call('file.list', { extensions: ['csv'] });
  expect(listing.entries.map(({ name }) => name)).toEqual(['table.csv']);
  const { id } = await client.call('document.new', {});
  for (const folder of ['/etc', '../../../../etc', join(host.workspace, 'way-out')])
    expect(await codeOf(client.call('file.list', { folder })), folder).toBe('file.outside-folder');
  for (const path of ['/etc/passwd', join(host.workspace, 'way-out/passwd')])
    expect(await codeOf(client.call('file.choose', { document: id, path })), path).toBe('file.outside-folder');
  for (const path of ['/etc/x', '../../x', 'way-out/x']) {
    const content = { document: id, name: 'x', content: '', path };
    expect(await codeOf(client.call('document.export', content)), path).toBe('file.outside-folder');
    expect(await codeOf(client.call('document.save-as', { document: id, flow, path })), path).toBe(
      'file.outside-folder',
    );
  }
});

test('a data file that the user chose may be read by that flow from then on, and by no other', async () => {
  const elsewhere = await open();
  const data = await write(elsewhere, 'far.csv', 'a,b\n1,2\n');
  const no = async (): Promise<null> => null;
  const host = await open({
    dialogs: { openFlow: no, saveFlow: no, saveFile: no, openData: async () => data, openFolder: no },
  });
  const codes = async (window: ReturnType<TestHost['window']>, name: string): Promise<readonly string[]> => {
    const reads = sketch({ nodes: { far: { type: 'source.csv-file', params: { path: data } } } });
    const path = await write(host, name, writeFlow(reads));
    const { id } = present(await window.client.call('document.open', { path }));
    const state = await window.run(id, reads);
    return [state.nodes['far']?.failure?.code ?? 'none', id];
  };
  const window = host.window();
  const [before, id] = await codes(window, 'mine.flow.json');
  expect(before).toBe('file.outside-folder');
  expect(await window.client.call('file.choose', { document: id ?? '' })).toEqual({ path: data });
  const next = (await again(host)).window();
  expect((await codes(next, 'mine.flow.json'))[0]).toBe('none');
  expect((await codes(next, 'other.flow.json'))[0]).toBe('file.outside-folder');
});

test('a host that the user allowed may be reached by that flow from then on, and by no other', async () => {
  const host = await open();
  const asks = sketch({ nodes: { far: { type: 'source.url', params: { url: 'http://far.example/table.csv' } } } });
  const access = async (window: ReturnType<TestHost['window']>, name: string) => {
    const path = await write(host, name, writeFlow(asks));
    const { id } = present(await window.client.call('document.open', { path }));
    const { problems } = await window.client.call('flow.check', { document: id, flow: asks });
    return { id, access: problems.flatMap((problem) => problem.access ?? []) };
  };
  const window = host.window();
  const before = await access(window, 'mine.flow.json');
  expect(before.access).toEqual(['far.example']);
  await window.client.call('document.allow', { document: before.id, access: before.access });
  const next = (await again(host)).window();
  expect((await access(next, 'mine.flow.json')).access).toEqual([]);
  expect((await access(next, 'other.flow.json')).access).toEqual(['far.example']);
});

test('a folder that the user chose is named as a whole', async () => {
  const elsewhere = await open();
  await write(elsewhere, 'far.csv', 'a,b\n1,2\n');
  const no = async (): Promise<null> => null;
  const dialogs = {
    openFlow: no,
    saveFlow: no,
    saveFile: no,
    openData: no,
    openFolder: async () => elsewhere.workspace,
  };
  const host = await open({ dialogs });
  const { client } = host.window();
  const { id } = await client.call('document.new', {});
  expect(await client.call('file.choose', { document: id, folder: true })).toEqual({ path: elsewhere.workspace });
});

test('a request about a document that is not open is refused', async () => {
  const { client } = (await open()).window();
  expect(await codeOf(client.call('document.journal', { document: 'nobody', flow, label: '' }))).toBe(
    'request.invalid',
  );
});
