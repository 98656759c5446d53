import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../../contract/canonical.ts';
import type { CollectRequest } from '../../contract/node.ts';
import type { Finding } from '../../contract/report.ts';
import { fingerprint } from '../files/fingerprint.ts';

export interface Kept {
  /** Folder with what `fetch` wrote. */
  readonly folder: string;
  /** Hash of its files and their names. */
  readonly fingerprint: string;
  readonly at: number;
  /** What `fetch` had to say; told again with each read. */
  readonly findings: readonly Finding[];
}

export const keptFile = 'kept.json';
export const dataFolder = 'data';

const keptSchema = z.object({
  version: z.literal(1),
  fingerprint: z.string(),
  at: z.number(),
  findings: z.array(z.looseObject({ code: z.string(), severity: z.string(), message: z.string() })),
});

/** Where what was fetched for such a request is kept. */
export const keptPlace = (store: string, type: string, { host, what }: CollectRequest): string => {
  const name = createHash('sha256').update(canonicalJson({ type, host, what })).digest('hex');
  return join(store, 'kept', name.slice(0, 40));
};

export const readKept = async (store: string, type: string, request: CollectRequest): Promise<Kept | undefined> => {
  const place = keptPlace(store, type, request);
  try {
    const found = keptSchema.parse(JSON.parse(await readFile(join(place, keptFile), 'utf8')));
    return { ...found, findings: found.findings as unknown as readonly Finding[], folder: join(place, dataFolder) };
  } catch {
    return undefined;
  }
};

export const fingerprintFolder = async (folder: string): Promise<string> => {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(`${relative(folder, file)}\0${await fingerprint(file)}\0`);
  return hash.digest('hex');
};
