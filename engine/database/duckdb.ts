import { mkdir, rm } from 'node:fs/promises';
import type { Database } from './database.ts';
import { openConnection } from './duckdb-connection.ts';
import { duckdb } from './duckdb-library.ts';

export interface DatabaseOptions {
  /** Folder to spill to when memory is short; made when needed, removed on close. */
  readonly folder: string;
  readonly threads: number;
  readonly memoryBytes: number;
}

/** DuckDB in memory, spilling to `folder`, closed to the network and to extensions that are not built in. */
export const openDatabase = async ({ folder, threads, memoryBytes }: DatabaseOptions): Promise<Database> => {
  await mkdir(folder, { recursive: true });
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: String(threads),
    memory_limit: `${Math.floor(memoryBytes / 1e6)}MB`,
    temp_directory: folder,
    preserve_insertion_order: 'true',
  });
  const setup = await instance.connect();
  for (const setting of ["GLOBAL TimeZone = 'UTC'", 'allow_community_extensions = false', 'lock_configuration = true'])
    await setup.run(`SET ${setting}`);
  setup.closeSync();
  let names = 0;
  const left = new Set<Promise<unknown>>();
  return {
    connect: async () => openConnection(await instance.connect()),
    freshName: (prefix) => `${prefix}_${++names}`,
    leave: (work) => {
      const ended = work.catch(() => undefined).finally(() => left.delete(ended));
      left.add(ended);
    },
    close: async () => {
      await Promise.all(left);
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
