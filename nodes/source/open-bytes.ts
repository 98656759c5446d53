import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Compression } from './file-head.ts';

/** The bytes of a file, unpacked. */
export const openBytes = (path: string, compression: Compression): Readable => {
  const bytes = createReadStream(path);
  if (compression === 'none') return bytes;
  const unpacked = createGunzip();
  bytes.on('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
};
