import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../contract/problem.ts';
import { markStore } from '../claim-store.ts';

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Takes along what was dropped on a flow, and its results, when it gets its first file. Nothing that stands there is written over.
 * @throws file.not-written
 */
export const bringAlong = async (from: string, to: string): Promise<void> => {
  const names = (await readdir(from, { withFileTypes: true }).catch(() => [])).map(({ name }) => name);
  const wanted: string[] = [];
  for (const name of names) {
    const taken = await exists(join(to, name));
    if (!taken) wanted.push(name);
    else if (name !== '.millrace' && !(await areEqual(join(from, name), join(to, name))))
      throw fail('file.not-written', {
        values: { path: join(to, name), reason: 'another file of that name is there' },
      });
  }
  for (const name of wanted) await cp(join(from, name), join(to, name), { recursive: true, preserveTimestamps: true });
  if (wanted.includes('.millrace')) await markStore(join(to, '.millrace'));
};

const areEqual = async (one: string, other: string): Promise<boolean> => {
  const [left, right] = await Promise.all([stat(one), stat(other)]);
  return left.size === right.size && (await readFile(one)).equals(await readFile(other));
};
