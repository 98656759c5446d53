import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Files } from '../../contract/context.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import { Failure, fail } from '../../contract/problem.ts';
import { listFiles } from './list-files.ts';
import { mayReach, realPathOf } from './reach.ts';

const reasonOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? String(thrown);

/** Absolute path of a file that a flow names, if it lies in the flow's folder or was chosen by the user. */
export const readablePath = async (place: FlowPlace, path: string): Promise<string> => {
  const absolute = resolve(place.folder, path);
  if (!(await mayReach(absolute, [place.folder, ...place.granted])))
    throw fail('file.outside-folder', { values: { path } });
  const found = await stat(absolute).catch(() => undefined);
  if (!found) throw fail('file.missing', { values: { path } });
  // A pipe would keep the flow waiting for ever, and a device never ends.
  if (!found.isFile()) throw fail('file.not-readable', { values: { path, reason: 'it is not a file' } });
  await access(absolute, constants.R_OK).catch((thrown: unknown) => {
    throw fail('file.not-readable', { values: { path, reason: reasonOf(thrown) } });
  });
  return absolute;
};

/** Results and journals are not a flow's to write: it could put others' in their place. */
const writablePath = async (place: FlowPlace, path: string): Promise<string> => {
  const folder = place.output ?? place.folder;
  const absolute = resolve(folder, path);
  const allowed = place.output ? [place.output] : [place.folder, ...place.granted];
  const isOurs = await mayReach(absolute, [place.store]);
  if (isOurs || basename(absolute) === '' || absolute === resolve(folder) || !(await mayReach(absolute, allowed)))
    throw fail('file.outside-folder', { values: { path } });
  return absolute;
};

/** What a flow reads and flows themselves are not a flow's to write over. */
const checkReplaceable = async (place: FlowPlace, path: string, reads: readonly string[]): Promise<void> => {
  const refuse = (reason: string) => fail('file.not-written', { values: { path, reason } });
  if (path.toLowerCase().endsWith('.flow.json')) throw refuse('it has the name of a flow');
  const real = await realPathOf(path);
  const others = await Promise.all(reads.map((other) => realPathOf(resolve(place.folder, other))));
  if (others.includes(real)) throw refuse('the flow reads this file');
};

/** Files as one flow may touch them. `bundled` is the folder of the bundled data sets, `reads` are files of its sources. */
export const flowFiles = (place: FlowPlace, bundled: string, reads: readonly string[] = []): Files => ({
  read: (path) => readablePath(place, path),
  list: (pattern) => listFiles(place, pattern),
  write: async (path, fill) => {
    const absolute = await writablePath(place, path);
    await checkReplaceable(place, absolute, reads);
    const temporary = `${absolute}.${randomBytes(6).toString('hex')}.part`;
    try {
      await mkdir(dirname(absolute), { recursive: true });
      await fill(temporary);
      await rename(temporary, absolute);
      return absolute;
    } catch (thrown) {
      await rm(temporary, { force: true });
      if (thrown instanceof Failure) throw thrown;
      throw fail('file.not-written', { values: { path, reason: reasonOf(thrown) } });
    }
  },
  bundled: (name) => {
    if (!/^[a-z0-9-]+\.csv$/.test(name)) throw fail('file.missing', { values: { path: name } });
    return join(bundled, name);
  },
});
