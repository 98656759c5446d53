import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';

interface Entry {
  readonly unpacked?: boolean | undefined;
  readonly files?: Readonly<Record<string, Entry>> | undefined;
}
const entrySchema: z.ZodType<Entry> = z.object({
  unpacked: z.boolean().optional(),
  files: z.lazy(() => z.record(z.string(), entrySchema)).optional(),
});

export interface ArchivedFile {
  readonly path: string;
  /** Lies beside the archive, on the disk. */
  readonly unpacked: boolean;
}

const list = (folder: Entry, prefix: string): ArchivedFile[] =>
  Object.entries(folder.files ?? {}).flatMap(([name, inner]) =>
    inner.files
      ? list(inner, `${prefix}${name}/`)
      : [{ path: `${prefix}${name}`, unpacked: inner.unpacked === true || folder.unpacked === true }],
  );

/** The files of an asar archive: four 32-bit numbers, the last of which is the length of the JSON that follows. */
export const listAsar = (file: string): readonly ArchivedFile[] => {
  const archive = openSync(file, 'r');
  try {
    const numbers = Buffer.alloc(16);
    readSync(archive, numbers, 0, 16, 0);
    const header = Buffer.alloc(numbers.readUInt32LE(12));
    readSync(archive, header, 0, header.length, 16);
    return list(entrySchema.parse(JSON.parse(header.toString('utf8'))), '');
  } finally {
    closeSync(archive);
  }
};
