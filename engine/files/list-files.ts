import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { FlowPlace } from '../../contract/engine-api.ts';
import { fail } from '../../contract/problem.ts';
import { mayReach } from './reach.ts';

/** More files than a table should be made of: a pattern too wide must not search a whole disk. */
const mostFiles = 100_000;

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Search {
  readonly allowed: readonly string[];
  readonly matches: (way: string) => boolean;
  readonly root: string;
  readonly pattern: string;
  readonly most: number;
  readonly found: string[];
}

const search = async (one: Search, folder: string): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink() && !(await mayReach(path, one.allowed))) continue;
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (kind?.isFile() && one.matches(relative(one.root, path).split(sep).join('/'))) one.found.push(path);
    // A link to a folder could lead round in a circle.
    if (entry.isDirectory()) await search(one, path);
    if (one.found.length > one.most)
      throw fail('resource.too-many-files', { values: { limit: one.most, path: one.pattern } });
  }
};

/** The files that a pattern names, or all that lie in a folder; by path. */
export const listFiles = async (place: FlowPlace, pattern: string, most = mostFiles): Promise<readonly string[]> => {
  const { base, isGlob, glob } = picomatch.scan(pattern);
  const root = resolve(place.folder, base);
  const allowed = [place.folder, ...place.granted];
  if (!(await mayReach(root, allowed))) throw fail('file.outside-folder', { values: { path: pattern } });
  const found = await stat(root).catch(() => undefined);
  if (!found) throw fail('file.missing', { values: { path: pattern } });
  if (found.isFile() && !isGlob) return [root];
  const matches = isGlob ? picomatch(glob) : () => true;
  const one: Search = { allowed, matches, root, pattern, most, found: [] };
  await search(one, root);
  return one.found.sort(inOrder);
};
