import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeWhole } from './json-file.ts';

const schema = z.record(z.string(), z.array(z.string()));

/** Which files outside its folder the user chose for each flow, by the flow's path; outlives the session. */
export class Grants {
  readonly #path: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(home: string) {
    this.#path = join(home, 'grants.json');
  }

  async of(flow: string): Promise<readonly string[]> {
    return (await this.#all()).get(flow) ?? [];
  }

  /** Adds to what the flow has been granted. */
  add(flow: string, paths: readonly string[]): Promise<void> {
    const write = async (): Promise<void> => {
      const all = await this.#all();
      const granted = [...new Set([...(all.get(flow) ?? []), ...paths])];
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
