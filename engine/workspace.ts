import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FlowPlace } from '../contract/engine-api.ts';
import { Cache } from './cache/cache.ts';
import { claimStore } from './claim-store.ts';
import type { KeyParts } from './plan/key-parts.ts';

export interface LastStep {
  readonly parts: KeyParts;
  readonly ms: number;
}

/** What the engine keeps about one store folder: its cache, and what each node's step was last made from. */
export class Workspace {
  readonly store: string;
  readonly cache: Cache;
  #last: Record<string, LastStep> | undefined;

  constructor(place: FlowPlace) {
    this.store = place.store;
    this.cache = new Cache(place.store);
  }

  async last(node: string): Promise<LastStep | undefined> {
    return (await this.#load())[node];
  }

  async remember(node: string, step: LastStep): Promise<void> {
    (await this.#load())[node] = step;
  }

  /** Written with a rename, so that a kill leaves the old file or the new one. */
  async save(): Promise<void> {
    await mkdir(this.store, { recursive: true });
    const path = join(this.store, 'last-steps.json');
    // Runs that end at the same time each write their own.
    const part = `${path}.${randomBytes(6).toString('hex')}.part`;
    await writeFile(part, JSON.stringify(await this.#load()));
    await rename(part, path);
  }

  async #load(): Promise<Record<string, LastStep>> {
    this.#last ??= await readFile(join(this.store, 'last-steps.json'), 'utf8').then(
      (text) => JSON.parse(text) as Record<string, LastStep>,
      () => ({}),
    );
    return this.#last;
  }
}

/** What is kept beside a flow. @throws file.outside-folder, file.not-written */
export const openWorkspace = async (place: FlowPlace): Promise<Workspace> => {
  await claimStore(place.store);
  return new Workspace(place);
};
