import { realpath } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

const isBelow = (folder: string, file: string): boolean => {
  const way = relative(folder, file);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
};

/** The file inside `folder` that a request path names; undefined for everything that is not plainly inside. */
const fileInside = (folder: string, path: string): string | undefined => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (/[\\\0]/.test(decoded) || decoded.split('/').includes('..')) return undefined;
  const file = resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  return isBelow(folder, file) ? file : undefined;
};

/** Whether the file is there still when links are followed. */
const leadsInside = async (folder: string, file: string): Promise<boolean> => {
  const [root, real] = await Promise.all([folder, file].map((path) => realpath(path).catch(() => undefined)));
  return root !== undefined && real !== undefined && isBelow(root, real);
};

interface WindowFile {
  readonly path: string;
  readonly type: string;
}

/** One of the window's own files by its request path; undefined for everything else. */
export const windowFile = async (folder: string, path: string): Promise<WindowFile | undefined> => {
  const file = fileInside(folder, path);
  const type = file && types[extname(file)];
  return file && type && (await leadsInside(folder, file)) ? { path: file, type } : undefined;
};
