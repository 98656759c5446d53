import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listFiles } from './list-files.ts';

let home: string;
let folder: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'millrace-list-'));
  folder = join(home, 'flow');
  await mkdir(join(folder, 'lake/2026'), { recursive: true });
  await mkdir(join(folder, '.millrace'));
  for (const name of [
    'lake/b.csv',
    'lake/a.csv',
    'lake/2026/c.csv',
    'lake/notes.txt',
    '.millrace/x.csv',
    'lake/.hidden.csv',
  ])
    await writeFile(join(folder, name), '');
  await writeFile(join(home, 'secret.csv'), '');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const list = async (pattern: string, granted: readonly string[] = [], most?: number) => {
  const place = { folder, store: join(folder, '.millrace'), granted: [...granted] };
  return (await listFiles(place, pattern, most)).map((path) => relative(folder, path));
};

test('a pattern names files by their path, in a stable order, and no hidden ones', async () => {
  expect(await list('lake/*.csv')).toEqual(['lake/a.csv', 'lake/b.csv']);
  expect(await list('lake/**/*.csv')).toEqual(['lake/2026/c.csv', 'lake/a.csv', 'lake/b.csv']);
  expect(await list('**/*.csv')).toEqual(['lake/2026/c.csv', 'lake/a.csv', 'lake/b.csv']);
});

test('a folder means all that lies in it, a plain path the one file', async () => {
  expect(await list('lake')).toEqual(['lake/2026/c.csv', 'lake/a.csv', 'lake/b.csv', 'lake/notes.txt']);
  expect(await list('lake/a.csv')).toEqual(['lake/a.csv']);
});

test('nothing outside the folder is listed, unless the user chose it', async () => {
  await expect(list('../*.csv')).rejects.toMatchObject({ code: 'file.outside-folder' });
  expect(await list('../*.csv', [home])).toEqual(['../secret.csv']);
});

test('a link leads nowhere outside', async () => {
  await symlink(home, join(folder, 'lake/up'));
  await symlink(join(home, 'secret.csv'), join(folder, 'lake/linked.csv'));
  expect(await list('lake/**/*.csv')).toEqual(['lake/2026/c.csv', 'lake/a.csv', 'lake/b.csv']);
});

test('a pattern that names too much is refused, and so is a folder that is not there', async () => {
  await expect(list('lake', [], 3)).rejects.toMatchObject({ code: 'resource.too-many-files' });
  await expect(list('gone/*.csv')).rejects.toMatchObject({ code: 'file.missing' });
});
