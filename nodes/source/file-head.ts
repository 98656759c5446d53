import { open } from 'node:fs/promises';
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

/** The first bytes of a file, unpacked. */
export const readHead = async (path: string): Promise<FileHead> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = new Uint8Array(Math.min(size, headBytes));
    await file.read(buffer, 0, buffer.length, 0);
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

const compressionOf = (head: Uint8Array): Compression => {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd ? 'zstd' : 'none';
};
