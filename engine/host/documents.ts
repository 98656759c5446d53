import { randomUUID } from 'node:crypto';
import { access, constants, copyFile, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OpenDocument } from '../../contract/api.ts';
import type { FlowPlace } from '../../contract/engine-api.ts';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { readFlow, writeFlow } from '../../contract/flow-file.ts';
import { Failure, fail } from '../../contract/problem.ts';
import type { HostDocument } from './document.ts';
import type { Grants } from './grants.ts';
import { writeWhole } from './json-file.ts';
import type { RecentFiles } from './recent-files.ts';
import type { Recovery, RecoveryEntry } from './recovery.ts';
import { bringAlong } from './untitled-files.ts';

const extension = '.flow.json';

const reasonOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? String(thrown);

const timeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/** `Churn model` → `churn-model.flow.json`. */
export const fileNameOf = (name: string): string =>
  `${
    name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'flow'
  }${extension}`;

/** What the window is told of a document. */
export const toOpenDocument = ({ id, path, flow, problems, readOnly }: HostDocument): OpenDocument => ({
  id,
  name: path ? basename(path) : flow.name,
  flow,
  problems,
  readOnly,
  ...(path ? { path } : {}),
});

interface Records {
  readonly recents: RecentFiles;
  readonly recovery: Recovery;
  readonly grants: Grants;
  readonly accesses: Grants;
}

/** The documents that are open, and their files. */
export class Documents {
  readonly #open = new Map<string, HostDocument>();
  /** Those that a window has touched since the last one came up. */
  readonly #held = new Set<string>();
  readonly #home: string;
  readonly #recents: RecentFiles;
  readonly #recovery: Recovery;
  readonly #grants: Grants;
  readonly #accesses: Grants;

  constructor(home: string, { recents, recovery, grants, accesses }: Records) {
    this.#home = home;
    this.#recents = recents;
    this.#recovery = recovery;
    this.#grants = grants;
    this.#accesses = accesses;
  }

  get(id: string): HostDocument {
    const found = this.#open.get(id);
    if (!found) throw fail('request.invalid', { values: { method: 'document', reason: `${id} is not open` } });
    return found;
  }

  all(): readonly HostDocument[] {
    return [...this.#open.values()];
  }

  /** A window has come up and no other is there: what an earlier one had open may be recovered. */
  letGo(): void {
    this.#held.clear();
  }

  isHeld(id: string): boolean {
    return this.#held.has(id);
  }

  /** Notes an edit in the recovery journal. */
  async journal(id: string, flow: Flow, label: string): Promise<void> {
    const { path } = this.get(id);
    this.#held.add(id);
    await this.#recovery.note({ id, path, label, flow });
  }

  create(): HostDocument {
    return this.#put({
      id: randomUUID(),
      path: undefined,
      flow: emptyFlow(),
      problems: [],
      readOnly: false,
      fileTime: undefined,
      granted: [],
      access: [],
    });
  }

  /** @throws file.missing, file.not-readable, flow.not-json, flow.not-a-flow, flow.newer-version */
  async open(given: string): Promise<HostDocument> {
    const path = resolve(given);
    const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
      if (reasonOf(thrown) === 'ENOENT') throw fail('file.missing', { values: { path } });
      throw fail('file.not-readable', { values: { path, reason: reasonOf(thrown) } });
    });
    const { flow, problems } = readFlow(text);
    if (!flow) {
      const [first] = problems;
      throw first
        ? new Failure({ ...first, where: {} })
        : fail('flow.not-a-flow', { values: { reason: 'it is empty' } });
    }
    if (problems.length > 0) await copyFile(path, `${path}.original`);
    const readOnly = await access(path, constants.W_OK).then(
      () => false,
      () => true,
    );
    await this.#recents.add(path, flow.name);
    const [fileTime, granted, allowed] = await Promise.all([
      timeOf(path),
      this.#grants.of(path),
      this.#accesses.of(path),
    ]);
    return this.#put({ id: randomUUID(), path, flow, problems, readOnly, fileTime, granted, access: allowed });
  }

  async recover(entry: RecoveryEntry): Promise<OpenDocument> {
    const saved = entry.path
      ? await readFile(entry.path, 'utf8').then(
          (text) => readFlow(text).flow,
          () => undefined,
        )
      : undefined;
    const document = this.#put({
      id: entry.id,
      path: entry.path,
      flow: entry.flow,
      problems: [],
      readOnly: false,
      fileTime: entry.path ? await timeOf(entry.path) : undefined,
      granted: entry.path ? await this.#grants.of(entry.path) : (this.#open.get(entry.id)?.granted ?? []),
      access: entry.path ? await this.#accesses.of(entry.path) : (this.#open.get(entry.id)?.access ?? []),
    });
    return { ...toOpenDocument(document), recovered: { at: entry.at, saved: saved ?? null } };
  }

  /** @throws file.changed-outside, file.not-written */
  async save(id: string, flow: Flow, overwrite: boolean): Promise<{ readonly at: number }> {
    const { path, fileTime } = this.get(id);
    if (!path) throw fail('file.not-written', { values: { path: flow.name, reason: 'it has no file yet' } });
    const now = await timeOf(path);
    if (!overwrite && now !== undefined && fileTime !== undefined && now !== fileTime)
      throw fail('file.changed-outside', { values: { path } });
    return { at: await this.#write(id, path, flow) };
  }

  async saveAs(id: string, flow: Flow, given: string): Promise<OpenDocument> {
    const path = resolve(given.endsWith('.json') ? given : `${given}${extension}`);
    const { path: before, granted, access } = this.get(id);
    if (before === undefined) await bringAlong(this.placeOf(id).folder, dirname(path));
    await this.#write(id, path, flow);
    if (granted.length > 0) await this.#grants.add(path, granted);
    if (access.length > 0) await this.#accesses.add(path, access);
    await this.#recents.add(path, flow.name);
    return toOpenDocument(this.get(id));
  }

  async grant(id: string, path: string): Promise<void> {
    const document = this.get(id);
    this.#put({ ...document, granted: [...document.granted, path] });
    if (document.path) await this.#grants.add(document.path, [path]);
  }

  async allow(id: string, access: readonly string[]): Promise<null> {
    const document = this.get(id);
    this.#put({ ...document, access: [...new Set([...document.access, ...access])] });
    if (document.path) await this.#accesses.add(document.path, access);
    return null;
  }

  /** Whether the file was changed by another program since it was read or written here; told once. */
  async changedOutside(id: string): Promise<boolean> {
    const { path, fileTime } = this.get(id);
    const now = path ? await timeOf(path) : undefined;
    return now !== undefined && fileTime !== undefined && now !== fileTime;
  }

  async close(id: string, discard: boolean): Promise<void> {
    if (discard) await this.#recovery.forget(id);
    this.#open.delete(id);
    this.#held.delete(id);
  }

  /** Where the flow stands: beside its file, or in a folder of its own in the home folder as long as it has none. */
  placeOf(id: string): FlowPlace {
    const { path, granted, access } = this.get(id);
    const folder = path ? dirname(path) : join(this.#home, 'untitled', id);
    return { folder, store: join(folder, '.millrace'), granted: [...granted], access: [...access] };
  }

  async #write(id: string, path: string, flow: Flow): Promise<number> {
    await writeWhole(path, writeFlow(flow)).catch((thrown: unknown) => {
      throw fail('file.not-written', { values: { path, reason: reasonOf(thrown) } });
    });
    this.#put({ ...this.get(id), path, flow, fileTime: await timeOf(path) });
    await this.#recovery.forget(id);
    return Date.now();
  }

  #put(document: HostDocument): HostDocument {
    this.#open.set(document.id, document);
    this.#held.add(document.id);
    return document;
  }
}
