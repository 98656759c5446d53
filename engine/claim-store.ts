import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../contract/problem.ts';

const markFile = 'made-here.json';

/** All that the engine keeps in a store. */
const ours: ReadonlySet<string> = new Set([
  'cache',
  'fits.ndjson',
  'flows',
  'journals',
  'kept',
  'ledger.ndjson',
  'looks',
  'runs',
  markFile,
]);

const isOurs = (name: string): boolean => ours.has(name) || name.startsWith('last-steps.json');

const reasonOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? String(thrown);

/**
 * Sees to it that a store was made on this machine. One that came along with a flow may hold made-up results, states that end
 * up in queries, and links to others' files; it is emptied before anything in it is read or written. The number and the
 * time of birth that the file system gives a folder tell it, as nobody can know them beforehand.
 * @throws file.outside-folder where the store is a link, file.not-written where a foreign one can't be emptied
 */
export const claimStore = async (store: string): Promise<void> => {
  const found = await lstat(store).catch(() => undefined);
  if (found && !found.isDirectory()) throw fail('file.outside-folder', { values: { path: store } });
  const names = found ? await readdir(store) : [];
  if (found && (await readMark(store)) === markOf(found)) return;
  try {
    for (const name of names) if (isOurs(name)) await rm(join(store, name), { recursive: true, force: true });
    await mkdir(store, { recursive: true });
    await markStore(store);
  } catch (thrown) {
    // A folder that can't be written can still be looked at, as long as no store is in it.
    if (found) throw fail('file.not-written', { values: { path: store, reason: reasonOf(thrown) } });
  }
};

/** Notes that what lies in a store was made here. */
export const markStore = async (store: string): Promise<void> =>
  writeFile(join(store, markFile), markOf(await lstat(store)));

const markOf = ({ ino, birthtimeMs }: { readonly ino: number; readonly birthtimeMs: number }): string =>
  JSON.stringify({ ino, birthtimeMs });

const readMark = async (store: string): Promise<string | undefined> => {
  const path = join(store, markFile);
  const isFile = await lstat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? readFile(path, 'utf8') : undefined;
};
