import { readFile } from 'node:fs/promises';
import { windowFile } from '../engine/host/window-files.ts';
import { isAppAddress } from './app-address.ts';
import { hardening } from './hardening.ts';

/** Answers requests for the window's files: nothing but `app://bundle/`, nothing outside `folder`. */
export const serveBundle =
  (folder: string) =>
  async ({ url, method }: Pick<Request, 'url' | 'method'>): Promise<Response> => {
    const asked = method === 'GET' && isAppAddress(url);
    const file = asked ? await windowFile(folder, new URL(url).pathname) : undefined;
    const content = file && (await readFile(file.path).catch(() => undefined));
    if (!file || !content) return new Response('Not found', { status: 404, headers: hardening.responseHeaders });
    return new Response(new Uint8Array(content), {
      headers: { ...hardening.responseHeaders, 'content-type': file.type },
    });
  };
