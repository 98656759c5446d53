import { chmod, constants, copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../../contract/problem.ts';

/** The driver locks with a folder beside the file, and a copy is nobody's to wait for. */
export const copyOf = async (path: string, folder: string, shown: string): Promise<string> => {
  for (const beside of ['-wal', '-journal']) {
    const found = await stat(`${path}${beside}`).catch(() => undefined);
    if (found && found.size > 0)
      throw fail('file.not-readable', {
        values: { path: shown, reason: `changes that are not finished lie beside it (${beside})` },
      });
  }
  const copy = join(folder, 'copy.sqlite');
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await leaveWriteAhead(copy);
  return copy;
};

/** The driver has no shared memory, which a file with a write-ahead log asks for; with nothing in the log it does without. */
const leaveWriteAhead = async (copy: string): Promise<void> => {
  await chmod(copy, 0o600);
  const file = await open(copy, 'r+');
  try {
    // https://www.sqlite.org/fileformat.html: bytes 18 and 19 are 2 with a write-ahead log and 1 without.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 18);
    if (bytesRead === 2 && buffer[0] === 2 && buffer[1] === 2) await file.write(Buffer.from([1, 1]), 0, 2, 18);
  } finally {
    await file.close();
  }
};
