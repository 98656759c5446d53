import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Encoding } from './encoding.ts';
import type { Compression } from './head.ts';

export interface Normalised {
  readonly path: string;
  dispose(): Promise<void>;
}

/** The bytes of a file, unpacked. */
export const openBytes = (path: string, compression: Compression): Readable => {
  const bytes = createReadStream(path);
  if (compression === 'none') return bytes;
  const unpacked = createGunzip();
  bytes.on('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
};

/** Writes the file anew as plain UTF-8 with one kind of line break, piece by piece: DuckDB reads nothing else reliably. */
export const normalise = async (
  file: { readonly path: string; readonly compression: Compression; readonly encoding: Encoding },
  signal: AbortSignal,
): Promise<Normalised> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-csv-'));
  const path = join(folder, 'text.csv');
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const text = Readable.from(decoded(openBytes(file.path, file.compression), file.encoding));
    await pipeline(text, createWriteStream(path), { signal });
    return { path, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const piece of bytes) {
    const text = held + decoder.decode(piece, { stream: true });
    // The \n of a \r\n may come with the next piece.
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
  }
  yield (held + decoder.decode()).replace(/\r\n?/g, '\n');
}
