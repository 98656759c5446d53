import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentSecurityPolicy } from '../../engine/host/content-security-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The file inside `folder` that a request path names; undefined for everything that is not plainly inside. */
export const fileInside = (folder: string, path: string): string | undefined => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').includes('..')) return undefined;
  const file = resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  return isBelow(folder, file) ? file : undefined;
};

const isBelow = (folder: string, file: string): boolean => {
  const way = relative(folder, file);
  return !way.startsWith('..') && !isAbsolute(way);
};

/** Whether the file is there still when links are followed. */
const leadsInside = async (folder: string, file: string): Promise<boolean> => {
  const [root, real] = await Promise.all([folder, file].map((path) => realpath(path).catch(() => undefined)));
  return root !== undefined && real !== undefined && isBelow(root, real);
};

export const sendFile = async (folder: string, path: string, response: ServerResponse): Promise<void> => {
  const file = fileInside(folder, path);
  const found = file && (await leadsInside(folder, file)) ? await stat(file).catch(() => undefined) : undefined;
  const type = file ? types[extname(file)] : undefined;
  if (!file || !found?.isFile() || !type) {
    response.writeHead(404, securityHeaders).end();
    return;
  }
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': type,
    'content-length': found.size,
    'cache-control': cache,
  });
  // A browser that goes away, or a file that is built anew meanwhile, ends this one answer only.
  await pipeline(createReadStream(file), response).catch(() => response.destroy());
};
