import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Flow, flowSchema } from '../../contract/flow.ts';
import { readJson, writeWhole } from './json-file.ts';

const entrySchema = z.object({
  id: z.string(),
  path: z.string().optional(),
  at: z.number(),
  label: z.string(),
  flow: flowSchema,
});
export type RecoveryEntry = z.infer<typeof entrySchema>;

/** The newest state of each document whose edits are not in its file: one small file a document, in the home folder. */
export class Recovery {
  readonly #folder: string;
  readonly #writing = new Map<string, Promise<void>>();

  constructor(home: string) {
    this.#folder = join(home, 'recovery');
  }

  /** Writes of one document follow each other; the last one wins. */
  async note(entry: {
    readonly id: string;
    readonly path?: string | undefined;
    readonly label: string;
    readonly flow: Flow;
  }): Promise<void> {
    await this.#after(entry.id, () => writeWhole(this.#fileOf(entry.id), JSON.stringify({ ...entry, at: Date.now() })));
  }

  async forget(id: string): Promise<void> {
    await this.#after(id, () => rm(this.#fileOf(id), { force: true }));
  }

  async list(): Promise<readonly RecoveryEntry[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const entries = await Promise.all(
      names
        .filter((name) => name.endsWith('.json'))
        .map((name) => readJson(join(this.#folder, name), entrySchema.nullable(), null)),
    );
    return entries.filter((entry) => entry !== null).sort((a, b) => b.at - a.at);
  }

  async find(id: string): Promise<RecoveryEntry | undefined> {
    return (await this.list()).find((entry) => entry.id === id);
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id.replaceAll(/[^A-Za-z0-9-]/g, '')}.json`);
  }

  #after(id: string, write: () => Promise<void>): Promise<void> {
    const done = (this.#writing.get(id) ?? Promise.resolve()).then(write, write);
    this.#writing.set(id, done);
    return done;
  }
}
