import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSpillFolder } from './spill-folder.ts';

/** Linux gives out no process ids beyond 2²². */
const nobody = 2 ** 22 + 1;

test('folders of killed engines are removed, those of running ones and of others are not', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'millrace-parent-'));
  for (const name of [`millrace-spill-${nobody}-abc`, `millrace-spill-${process.ppid}-abc`, 'millrace-spill-notes'])
    await mkdir(join(parent, name));
  const folder = await openSpillFolder(parent);
  const left = await readdir(parent);
  expect(left.map((name) => join(parent, name))).toContain(folder);
  expect(left).toHaveLength(3);
  expect(left).not.toContain(`millrace-spill-${nobody}-abc`);
  await rm(parent, { recursive: true });
});
