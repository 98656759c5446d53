import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';

/** What a small JSON file of the host holds; `otherwise` where it is absent or not as it should be. */
export const readJson = async <T extends z.ZodType>(
  path: string,
  schema: T,
  otherwise: z.infer<T>,
): Promise<z.infer<T>> => {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : otherwise;
  } catch {
    return otherwise;
  }
};

/** Writes a file whole or not at all. */
export const writeWhole = async (path: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, content);
};
