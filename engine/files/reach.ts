import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
};

/** The real path of what exists of `path`; links are followed, so that none leads out of a folder unseen. */
export const realPathOf = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
};

export const mayReach = async (path: string, allowed: readonly string[]): Promise<boolean> => {
  const real = await realPathOf(path);
  const roots = await Promise.all(allowed.map(realPathOf));
  return roots.some((root) => isInside(root, real));
};
