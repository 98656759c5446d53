import { type FileHandle, open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';

export type Compression = 'none' | 'gzip' | 'zstd';

export interface FileHead {
  readonly compression: Compression;
  /** Size on disk. */
  readonly bytes: number;
  /** The first bytes as they are on disk; undefined where they would have to be unpacked by DuckDB. */
  readonly head: Uint8Array | undefined;
  /** `head` is the whole file. */
  readonly complete: boolean;
}

const headBytes = 256 * 1024;
/** As much of the head where it ends within the first lines: ten thousand long names need more than the usual. */
const longHeadBytes = 16 * headBytes;
const enoughLines = 5;

/** The first bytes of a file, unpacked. */
export const readHead = async (path: string): Promise<FileHead> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const first = await bytesOf(file, Math.min(size, headBytes));
    const buffer = hasLines(first) ? first : await bytesOf(file, Math.min(size, longHeadBytes));
    const compression = compressionOf(buffer);
    const whole = size <= buffer.length;
    if (compression === 'none') return { compression, bytes: size, head: buffer, complete: whole };
    if (compression === 'zstd') return { compression, bytes: size, head: undefined, complete: whole };
    // SYNC_FLUSH lets a stream end in its middle.
    const head = new Uint8Array(gunzipSync(buffer, { finishFlush: constants.Z_SYNC_FLUSH }));
    return { compression, bytes: size, head, complete: whole };
  } finally {
    await file.close();
  }
};

const bytesOf = async (file: FileHandle, length: number): Promise<Uint8Array> => {
  const buffer = new Uint8Array(length);
  await file.read(buffer, 0, length, 0);
  return buffer;
};

const hasLines = (bytes: Uint8Array): boolean => {
  let found = 0;
  for (const byte of bytes) if ((byte === 10 || byte === 13) && ++found === enoughLines) return true;
  return false;
};

const compressionOf = (head: Uint8Array): Compression => {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd ? 'zstd' : 'none';
};
