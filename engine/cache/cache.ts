import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { canonicalJson } from '../../contract/canonical.ts';
import type { TableSummary } from '../../contract/run-event.ts';
import { isAlive } from '../is-alive.ts';
import { type DiskFile, DiskUse } from './disk-use.ts';
import { type StoredStep, storedStepSchema } from './stored-step.ts';

const stepFile = 'step.json';

const isKey = (name: string): boolean => /^[0-9a-f]{40}$/.test(name);

type Tables = Readonly<Record<string, TableSummary>>;

/** Results of steps on disk, one folder a content key: `<store>/cache/<key>/`. */
export class Cache {
  readonly #folder: string;
  readonly #files = new Map<string, readonly DiskFile[]>();
  readonly #tables = new Map<string, Tables>();
  /** Entries are put in place one after the other. */
  #committed: Promise<unknown> = Promise.resolve();

  constructor(store: string) {
    this.#folder = join(store, 'cache');
  }

  folderOf(key: string): string {
    return join(this.#folder, key);
  }

  /** The entry of a key; undefined where there is none, or it is torn or of another version. */
  async read(key: string): Promise<StoredStep | undefined> {
    if (!isKey(key)) return undefined;
    try {
      const text = await readFile(join(this.folderOf(key), stepFile), 'utf8');
      const parsed = storedStepSchema.safeParse(JSON.parse(text));
      if (!parsed.success) return undefined;
      const step = parsed.data as unknown as StoredStep;
      if (canonicalJson(await filesOf(this.folderOf(key))) !== canonicalJson(step.files)) return undefined;
      const now = new Date();
      await utimes(join(this.folderOf(key), stepFile), now, now);
      return step;
    } catch {
      return undefined;
    }
  }

  /** The tables of each of these entries that is there, for a look before the run: read once, and no use of them. */
  async tables(keys: readonly string[]): Promise<ReadonlyMap<string, Tables>> {
    const there = new Set(await readdir(this.#folder).catch(() => []));
    const found = new Map<string, Tables>();
    for (const key of keys) {
      const tables = there.has(key) ? (this.#tables.get(key) ?? (await this.#readTables(key))) : undefined;
      if (tables) found.set(key, tables);
    }
    return found;
  }

  async #readTables(key: string): Promise<Tables | undefined> {
    const entry = await this.read(key);
    if (!entry) return undefined;
    const tables = Object.fromEntries(
      Object.entries(entry.outputs).flatMap(([port, { summary }]) =>
        summary.kind === 'table' ? [[port, summary]] : [],
      ),
    );
    this.#tables.set(key, tables);
    return tables;
  }

  /** A folder beside the entries in which a step collects its outputs. Nobody reads it before `commit`. */
  async begin(): Promise<string> {
    const folder = join(this.#folder, `part-${process.pid}-${randomBytes(6).toString('hex')}`);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /**
   * Makes `part` the entry of `key`. Where an equal entry stands there already, made by another run or by an equal node at
   * the same time, that one stays: somebody may be reading it.
   */
  commit(key: string, part: string, step: Omit<StoredStep, 'files'>): Promise<StoredStep> {
    const committed = this.#committed.then(() => this.#commit(key, part, step));
    this.#committed = committed.catch(() => undefined);
    return committed;
  }

  async #commit(key: string, part: string, step: Omit<StoredStep, 'files'>): Promise<StoredStep> {
    await rm(join(part, 'scratch'), { recursive: true, force: true });
    const written: StoredStep = { ...step, files: await filesOf(part) };
    await writeFile(join(part, stepFile), JSON.stringify(written));
    const there = await this.read(key);
    if (there && canonicalJson(hashesOf(there)) === canonicalJson(hashesOf(written))) return there;
    await rm(this.folderOf(key), { recursive: true, force: true });
    this.#files.delete(key);
    this.#tables.delete(key);
    return rename(part, this.folderOf(key)).then(
      () => written,
      async (thrown: unknown) => {
        // Another program that shares the store was quicker.
        const theirs = await this.read(key);
        if (!theirs) throw thrown;
        return theirs;
      },
    );
  }

  /** Removes what a step collected and did not commit. */
  async abandon(part: string): Promise<void> {
    await rm(part, { recursive: true, force: true });
  }

  /** Removes the least recently used entries beyond `limitBytes`, but none of `keep`, and what killed runs left behind. */
  async evict(keep: ReadonlySet<string>, limitBytes: number): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) if (name.startsWith('part-')) await this.#removeAbandoned(name);
    const entries = new Map<string, readonly DiskFile[]>();
    const use = new DiskUse();
    for (const key of names.filter(isKey)) {
      const files = await this.#filesOf(key);
      entries.set(key, files);
      use.add(files);
    }
    if (use.bytes <= limitBytes) return;
    for (const key of await this.#leastRecentFirst([...entries.keys()])) {
      if (use.bytes <= limitBytes) return;
      if (keep.has(key)) continue;
      await rm(this.folderOf(key), { recursive: true, force: true });
      this.#files.delete(key);
      this.#tables.delete(key);
      use.remove(entries.get(key) ?? []);
    }
  }

  async #removeAbandoned(name: string): Promise<void> {
    const owner = Number(name.split('-')[1]);
    if (owner !== process.pid && !isAlive(owner)) await rm(join(this.#folder, name), { recursive: true, force: true });
  }

  /** Of an entry that was measured before, without a look at the disk: a store may hold thousands. */
  async #filesOf(key: string): Promise<readonly DiskFile[]> {
    const files = this.#files.get(key) ?? (await filesOnDisk(this.folderOf(key)).catch(() => []));
    this.#files.set(key, files);
    return files;
  }

  async #leastRecentFirst(keys: readonly string[]): Promise<readonly string[]> {
    const used: { readonly key: string; readonly at: number }[] = [];
    for (const key of keys) {
      const { mtimeMs } = await stat(join(this.folderOf(key), stepFile)).catch(() => ({ mtimeMs: 0 }));
      used.push({ key, at: mtimeMs });
    }
    return used.sort((a, b) => a.at - b.at).map(({ key }) => key);
  }
}

const hashesOf = ({ outputs }: StoredStep): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(outputs).map(([port, { summary }]) => [port, summary.hash]));

/** All files of an entry by their paths in it, but for `step.json` itself. */
const statsOf = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const stats = await Promise.all(
    paths.map(async (path) => [relative(folder, path).split(sep).join('/'), await stat(path)] as const),
  );
  return stats.filter(([path]) => path !== stepFile);
};

const filesOf = async (folder: string): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries((await statsOf(folder)).map(([path, { size }]) => [path, size]));

const filesOnDisk = async (folder: string): Promise<readonly DiskFile[]> =>
  (await statsOf(folder)).map(([, { dev, ino, size }]) => ({ id: `${dev}:${ino}`, bytes: size }));
