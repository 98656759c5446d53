import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

const known = new Map<string, string>();

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
};

/** sha256 of a file's content, remembered as long as its size and time of change stay. */
export const fingerprint = async (path: string): Promise<string> => {
  const { size, mtimeMs, ino } = await stat(path);
  const key = `${path}\0${size}\0${mtimeMs}\0${ino}`;
  const found = known.get(key) ?? (await hashOf(path));
  known.set(key, found);
  return found;
};
