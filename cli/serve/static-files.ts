import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { contentSecurityPolicy } from '../../engine/host/content-security-policy.ts';
import { windowFile } from '../../engine/host/window-files.ts';

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export const sendFile = async (folder: string, path: string, response: ServerResponse): Promise<void> => {
  const file = await windowFile(folder, path);
  const found = file && (await stat(file.path).catch(() => undefined));
  if (!file || !found?.isFile()) {
    response.writeHead(404, securityHeaders).end();
    return;
  }
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': file.type,
    'content-length': found.size,
    'cache-control': cache,
  });
  // A browser that goes away, or a file that is built anew meanwhile, ends this one answer only.
  await pipeline(createReadStream(file.path), response).catch(() => response.destroy());
};
