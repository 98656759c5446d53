import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FolderListing } from '../../contract/api.ts';
import { fail } from '../../contract/problem.ts';
import { writeWhole } from './json-file.ts';

/** Largest file that may be dropped on the canvas. */
const importBytes = 200e6;

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
};

/** The path without links; for what does not exist yet, that of the nearest folder above it and the rest. */
const realPath = async (path: string): Promise<string> => {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  const above = dirname(path);
  return above === path ? path : join(await realPath(above), basename(path));
};

const inAny = async (roots: readonly string[], path: string): Promise<boolean> => {
  const real = await realPath(resolve(path));
  const reals = await Promise.all(roots.map((root) => realPath(resolve(root))));
  return reals.some((root) => isInside(root, real));
};

/** The path, if it lies in one of the roots, whether it exists or not. @throws file.outside-folder */
export const inside = async (roots: readonly string[], path: string): Promise<string> => {
  if (!(await inAny(roots, path))) throw fail('file.outside-folder', { values: { path } });
  return path;
};

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Names in a folder that the window may show: folders, and files with one of the extensions. @throws file.outside-folder */
export const listFolder = async (
  roots: readonly string[],
  folder: string,
  extensions: readonly string[],
): Promise<FolderListing> => {
  await inside(roots, folder);
  const found = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw fail('file.missing', { values: { path: folder } });
  });
  const fits = (name: string): boolean =>
    extensions.length === 0 || extensions.some((one) => name.toLowerCase().endsWith(`.${one}`));
  const visible = found.filter(
    (entry) => !entry.name.startsWith('.') && (entry.isDirectory() || (entry.isFile() && fits(entry.name))),
  );
  const entries = await Promise.all(
    visible.map(async (entry) => {
      const path = join(folder, entry.name);
      const bytes = entry.isFile()
        ? await stat(path).then(
            ({ size }) => size,
            () => 0,
          )
        : 0;
      return { name: entry.name, path, folder: entry.isDirectory(), bytes };
    }),
  );
  const parent = dirname(folder);
  return {
    folder,
    parent: parent !== folder && (await inAny(roots, parent)) ? parent : null,
    entries: entries.sort(
      (a, b) => Number(b.folder) - Number(a.folder) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
    ),
  };
};

/** How a flow in `folder` names a file: relative where it can be. */
export const pathForFlow = (folder: string, path: string): string =>
  isInside(folder, path) ? relative(folder, path).split(sep).join('/') : path;

const freeName = async (folder: string, name: string): Promise<string> => {
  const ending = extname(name);
  const stem = basename(name, ending);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem}-${number}${ending}`;
    if (!(await isThere(join(folder, candidate)))) return candidate;
  }
};

/** Stores a dropped file beside the flow under its own name, or one like it that is free. */
export const importFile = async (folder: string, name: string, base64: string): Promise<{ readonly path: string }> => {
  const plain = basename(name.replaceAll('\\', '/'))
    .replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_')
    .replace(/^\.+/, '');
  const content = Buffer.from(base64, 'base64');
  if (plain === '' || content.byteLength > importBytes)
    throw fail('file.not-written', {
      values: {
        path: name,
        reason: plain === '' ? 'it has no name' : 'it is larger than 200 MB; choose it as a file instead',
      },
    });
  const path = await freeName(folder, plain);
  await writeWhole(join(folder, path), content);
  return { path };
};
