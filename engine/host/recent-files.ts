import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RecentFile } from '../../contract/api.ts';
import { readJson, writeWhole } from './json-file.ts';

const kept = 15;
const schema = z.array(z.object({ path: z.string(), name: z.string(), at: z.number() }));

/** The files opened last, in the home folder. */
export class RecentFiles {
  readonly #path: string;

  constructor(home: string) {
    this.#path = join(home, 'recent.json');
  }

  async list(): Promise<readonly RecentFile[]> {
    const files = await readJson(this.#path, schema, []);
    return Promise.all(
      files.map(async (file) => ({
        ...file,
        missing: await access(file.path).then(
          () => false,
          () => true,
        ),
      })),
    );
  }

  async add(path: string, name: string): Promise<void> {
    const others = (await readJson(this.#path, schema, [])).filter((file) => file.path !== path);
    const files = [{ path, name: name || basename(path), at: Date.now() }, ...others].slice(0, kept);
    await writeWhole(this.#path, JSON.stringify(files));
  }
}
