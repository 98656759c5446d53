import { dirname, isAbsolute, posix, sep } from 'node:path';

const isPattern = (segment: string): boolean => /[*?[\]{}()!+@]/.test(segment);

/**
 * The names of files below the folder that a pattern searched, with slashes: `lake/*.csv` finds `a.csv`. A node never
 * learns where the flow's folder is, so the searched folder is known by its name.
 */
export const namesBelow = (pattern: string, paths: readonly string[]): readonly string[] => {
  const slashed = paths.map((path) => path.split(sep).join('/'));
  const base = baseOf(pattern);
  const shared = sharedFolder(slashed);
  const root = isAbsolute(pattern) ? base : (endingWith(shared, base) ?? shared);
  return slashed.map((path) => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : posix.basename(path)));
};

const baseOf = (pattern: string): string => {
  const segments = posix.normalize(pattern.split(sep).join('/')).replace(/\/$/, '').split('/');
  const found = segments.findIndex(isPattern);
  return segments.slice(0, found < 0 ? segments.length : found).join('/');
};

const sharedFolder = ([first = '', ...rest]: readonly string[]): string => {
  let folder = dirname(first);
  while (folder !== dirname(folder) && rest.some((path) => !path.startsWith(`${folder}/`))) folder = dirname(folder);
  return folder;
};

/** The deepest folder above, or this one, that is called so. */
const endingWith = (folder: string, name: string): string | undefined => {
  if (name === '' || name === '.') return undefined;
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (at.endsWith(`/${name}`)) return at;
  return undefined;
};
