import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Compression } from '../file-head.ts';
import { openBytes } from '../open-bytes.ts';
import type { Encoding } from './encoding.ts';

export interface Normalised {
  readonly path: string;
  dispose(): Promise<void>;
}

interface Written {
  readonly path: string;
  readonly compression: Compression;
  readonly encoding: Encoding;
  /** Whether line breaks must be made alike; bytes of UTF-8 are copied otherwise. */
  readonly lineBreaks: boolean;
}

/** Writes the file anew as plain UTF-8, piece by piece. A packed file that breaks off is an error here; DuckDB would take it for whole. */
export const normalise = (file: Written, signal: AbortSignal): Promise<Normalised> => {
  const bytes = openBytes(file.path, file.compression);
  return temporary((path) =>
    file.encoding === 'utf-8' && !file.lineBreaks
      ? pipeline(bytes, createWriteStream(path), { signal })
      : pipeline(Readable.from(decoded(bytes, file.encoding)), createWriteStream(path), { signal }),
  );
};

/** Text as a file, for DuckDB to read. */
export const writeText = (text: string): Promise<Normalised> =>
  temporary((path) => writeFile(path, text.replace(/\r\n?/g, '\n')));

const temporary = async (write: (path: string) => Promise<void>): Promise<Normalised> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-csv-'));
  const path = join(folder, 'text.csv');
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await write(path);
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
