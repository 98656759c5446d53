import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ArchivedFile, listAsar } from './asar.ts';

const root = resolve(import.meta.dirname, '../..');
const settings = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
const out = mkdtempSync(join(tmpdir(), 'millrace-package-'));
const node = (program: string, ...words: string[]) => [join(root, 'node_modules', program), ...words];

const builder = (config: string, ...words: string[]) => {
  const file = join(out, 'electron-builder.yml');
  writeFileSync(file, config);
  return spawnSync(
    process.execPath,
    [
      ...node('electron-builder/cli.js', '--linux', '--dir', '--projectDir', root, '--config', file),
      `-c.directories.output=${out}`,
      ...words,
    ],
    { cwd: root, encoding: 'utf8' },
  );
};

const linux = process.platform === 'linux';
let files: readonly ArchivedFile[] = [];

beforeAll(() => {
  if (!linux) return;
  if (!existsSync(join(root, 'dist/renderer/index.html')) || !existsSync(join(root, 'dist/programs/main/main.js')))
    execFileSync(process.execPath, node('vite/bin/vite.js', 'build', '--app', '--logLevel', 'error'), { cwd: root });
  // A script in place of Electron's program has no fuses to flip; everything else is packaged as it would be shipped.
  const packaged = builder(
    settings.replace(/^electronFuses:\n(?: {2}.*\n)+/m, ''),
    `-c.electronDist=${join(root, 'tests/standin')}`,
  );
  if (packaged.status !== 0) throw new Error(`${packaged.stdout}\n${packaged.stderr}`);
  files = listAsar(join(out, 'linux-unpacked/resources/app.asar'));
}, 180_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

const paths = (fits: (path: string) => boolean): string[] => files.map(({ path }) => path).filter(fits);

test.runIf(linux)('what runs is in the package', () => {
  const wanted = [
    'package.json',
    'dist/programs/main/main.js',
    'dist/programs/main/engine-process.js',
    'dist/programs/engine/compute-worker.js',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
    'node_modules/@duckdb/node-api/package.json',
    'node_modules/@napi-rs/keyring/index.js',
  ];
  expect(wanted.filter((path) => !files.some((file) => file.path === path))).toEqual([]);
});

test.runIf(linux)('tests, sources, maps and development dependencies stay out', () => {
  const own = paths((path) => !path.startsWith('node_modules/') && !path.startsWith('dist/'));
  expect(own).toEqual(['package.json']);
  expect(paths((path) => path.endsWith('.map'))).toEqual([]);
  expect(paths((path) => /^dist\/(?!programs\/|preload\/|renderer\/)/.test(path))).toEqual([]);
  expect(paths((path) => /^node_modules\/(react|vite|electron|@biomejs|@playwright|typescript)\//.test(path))).toEqual(
    [],
  );
});

test.runIf(linux)('the licences of libraries stay in, what else their authors wrote stays out', () => {
  expect(paths((path) => /keyring[^/]*\/LICENSE\.third-party\.md$/.test(path))).toHaveLength(1);
  expect(paths((path) => /\/(README|CHANGELOG)\.md$/.test(path))).toEqual([]);
});

test.runIf(linux)('native libraries lie on the disk, where the loader can find them', () => {
  const native = files.filter(({ path }) => /\.(node|so)$/.test(path));
  for (const name of [/duckdb\.node/, /keyring\.[^/]+\.node/])
    expect(native.map(({ path }) => path).join('\n')).toMatch(name);
  expect(native.filter(({ unpacked }) => !unpacked)).toEqual([]);
  for (const { path } of native)
    expect(existsSync(join(out, 'linux-unpacked/resources/app.asar.unpacked', path)), path).toBe(true);
});

test.runIf(linux)('sample data lies on the disk, where DuckDB can read it', () => {
  expect(existsSync(join(out, 'linux-unpacked/resources/resources/data/penguins.csv'))).toBe(true);
});

test.runIf(linux)(
  'the settings are checked: a misspelt one is refused',
  () => {
    const refused = builder(`${settings}\nfileAssociatons: []\n`);
    expect(refused.status).not.toBe(0);
    expect(`${refused.stdout}${refused.stderr}`).toContain('fileAssociatons');
  },
  60_000,
);

test('every fuse that closes a door is set', () => {
  const fuses = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(settings)?.[1] ?? '';
  const set = Object.fromEntries(
    fuses
      .trim()
      .split('\n')
      .map((line) => line.trim().split(': ')),
  );
  expect(set).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    grantFileProtocolExtraPrivileges: 'false',
    loadBrowserProcessSpecificV8Snapshot: 'false',
  });
});
