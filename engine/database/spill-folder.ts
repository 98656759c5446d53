import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../is-alive.ts';

const prefix = 'millrace-spill-';

/** A fresh folder to spill to. What engines left behind that were killed is removed: it may be gigabytes. */
export const openSpillFolder = async (parent = tmpdir()): Promise<string> => {
  for (const name of await readdir(parent).catch(() => [])) {
    const [, owner] = /^millrace-spill-(\d+)-/.exec(name) ?? [];
    if (owner && Number(owner) !== process.pid && !isAlive(Number(owner)))
      await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
  return mkdtemp(join(parent, `${prefix}${process.pid}-`));
};
