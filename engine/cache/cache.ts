import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type StoredStep, storedStepSchema } from './stored-step.ts';

/** Results of steps on disk, one folder a content key: `<store>/cache/<key>/`. */
export class Cache {
  readonly #folder: string;
  readonly #limitBytes: number;
  readonly #sizes = new Map<string, number>();

  constructor(store: string, limitBytes: number) {
    this.#folder = join(store, 'cache');
    this.#limitBytes = limitBytes;
  }

  folderOf(key: string): string {
    return join(this.#folder, key);
  }

  /** The entry of a key; undefined where there is none, or it is torn or of another version. */
  async read(key: string): Promise<StoredStep | undefined> {
    if (!/^[0-9a-f]{40}$/.test(key)) return undefined;
    try {
      const text = await readFile(join(this.folderOf(key), 'step.json'), 'utf8');
      const parsed = storedStepSchema.safeParse(JSON.parse(text));
      if (!parsed.success) return undefined;
      const now = new Date();
      await utimes(join(this.folderOf(key), 'step.json'), now, now);
      return parsed.data as unknown as StoredStep;
    } catch {
      return undefined;
    }
  }

  /** A folder beside the entries in which a step collects its outputs. Nobody reads it before `commit`. */
  async begin(): Promise<string> {
    const folder = join(this.#folder, `part-${process.pid}-${randomBytes(6).toString('hex')}`);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  async commit(key: string, part: string, step: StoredStep): Promise<void> {
    await rm(join(part, 'scratch'), { recursive: true, force: true });
    await writeFile(join(part, 'step.json'), JSON.stringify(step));
    await rm(this.folderOf(key), { recursive: true, force: true });
    await rename(part, this.folderOf(key));
  }

  /** Removes what a step collected and did not commit. */
  async abandon(part: string): Promise<void> {
    await rm(part, { recursive: true, force: true });
  }

  /** Removes the least recently used entries beyond the size limit, but none of `keep`, and what killed runs left behind. */
  async evict(keep: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const entries: { readonly key: string; readonly bytes: number; readonly usedAt: number }[] = [];
    for (const name of names) {
      if (name.startsWith('part-')) await this.#removeAbandoned(name);
      else if (/^[0-9a-f]{40}$/.test(name)) entries.push(await this.#measure(name));
    }
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { key, bytes } of entries.sort((a, b) => a.usedAt - b.usedAt)) {
      if (total <= this.#limitBytes) return;
      if (keep.has(key)) continue;
      await rm(this.folderOf(key), { recursive: true, force: true });
      this.#sizes.delete(key);
      total -= bytes;
    }
  }

  async #removeAbandoned(name: string): Promise<void> {
    const owner = Number(name.split('-')[1]);
    if (owner !== process.pid && !isAlive(owner)) await rm(join(this.#folder, name), { recursive: true, force: true });
  }

  async #measure(key: string) {
    const folder = this.folderOf(key);
    const usedAt = await stat(join(folder, 'step.json')).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    const bytes = this.#sizes.get(key) ?? (await sizeOf(folder));
    this.#sizes.set(key, bytes);
    return { key, bytes, usedAt };
  }
}

const isAlive = (process_: number): boolean => {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
};

const sizeOf = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};
