import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeWhole } from './json-file.ts';

const schema = z.record(z.string(), z.array(z.string()));

/** What the user granted each flow, by the flow's path; outlives the session. */
export class Grants {
  readonly #path: string;
  #writing: Promise<unknown> = Promise.resolve();

  /** `name`: `grants.json` for files outside the flow's folder, `access.json` for hosts. */
  constructor(home: string, name: 'grants.json' | 'access.json') {
    this.#path = join(home, name);
  }

  async of(flow: string): Promise<readonly string[]> {
    return (await this.#all()).get(flow) ?? [];
  }

  /** Adds to what the flow has been granted. */
  add(flow: string, added: readonly string[]): Promise<void> {
    const write = async (): Promise<void> => {
      const all = await this.#all();
      const granted = [...new Set([...(all.get(flow) ?? []), ...added])];
      await writeWhole(this.#path, JSON.stringify(Object.fromEntries(all.set(flow, granted))));
    };
    const done = this.#writing.then(write, write);
    this.#writing = done;
    return done;
  }

  async #all(): Promise<Map<string, readonly string[]>> {
    return new Map(Object.entries(await readJson(this.#path, schema, {})));
  }
}
