import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { isAppAddress } from './app-address.ts';
import { hardening } from './hardening.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Answers requests for the window's files: nothing but `app://bundle/`, nothing outside `folder`. */
export const serveBundle =
  (folder: string) =>
  async (request: Pick<Request, 'url' | 'method'>): Promise<Response> => {
    const file = request.method === 'GET' ? bundleFile(request.url, folder) : undefined;
    const content = file === undefined ? undefined : await readFile(file).catch(() => undefined);
    if (file === undefined || content === undefined)
      return new Response('Not found', { status: 404, headers: hardening.responseHeaders });
    return new Response(new Uint8Array(content), {
      headers: { ...hardening.responseHeaders, 'content-type': types[extname(file)] ?? 'application/octet-stream' },
    });
  };

/** The file an address means, or nothing where it means none in `folder`. */
export const bundleFile = (address: string, folder: string): string | undefined => {
  if (!isAppAddress(address)) return undefined;
  const path = decoded(new URL(address).pathname);
  if (path === undefined || /[\\\0]/.test(path)) return undefined;
  const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
};

const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};
