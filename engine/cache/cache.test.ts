import { link, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Cache } from './cache.ts';
import { storedVersion } from './stored-step.ts';

const step = {
  version: storedVersion,
  parts: { type: 'clean.trial', version: 1, params: {}, seed: 1, inputs: {}, files: {} },
  outputs: {},
  findings: [],
  ms: 0,
};

test('a file that several entries share counts once, and is freed with the last of them', async () => {
  const store = await mkdtemp(join(tmpdir(), 'millrace-cache-'));
  const cache = new Cache(store);
  const entries = async (): Promise<readonly string[]> => (await readdir(join(store, 'cache'))).sort();
  const keys = ['a', 'b', 'c'].map((letter) => letter.repeat(40));
  const [first = ''] = keys;
  for (const key of keys) {
    const part = await cache.begin();
    const file = join(part, 'table.parquet');
    if (key === first) await writeFile(file, new Uint8Array(1000));
    else await link(join(cache.folderOf(first), 'table.parquet'), file);
    await cache.commit(key, part, step);
  }
  await cache.evict(new Set(), 1000);
  expect(await entries()).toEqual(keys);
  await cache.evict(new Set(keys.slice(1)), 999);
  expect(await entries()).toEqual(keys.slice(1));
  await cache.evict(new Set(), 999);
  expect(await entries()).toEqual([]);
  await rm(store, { recursive: true });
});
