import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { appendFile, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Certificate } from './certificate.ts';

const run = promisify(execFile);

const packaged = '/usr/lib/postgresql';

/** Folder with `initdb` and `pg_ctl`, where PostgreSQL is installed. */
export const postgresPrograms = (): string | undefined => {
  const versions = existsSync(packaged) ? readdirSync(packaged).map((name) => join(packaged, name, 'bin')) : [];
  const folders = [...versions.reverse(), ...(process.env['PATH'] ?? '').split(':')];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
};

/** PostgreSQL does not work for root; its own user is there where its package is. */
const unprivileged = (): { readonly uid?: number; readonly gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

type Owner = ReturnType<typeof unprivileged>;

const put = async (path: string, content: string, { uid, gid }: Owner): Promise<void> => {
  await writeFile(path, content, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export interface PostgresServer {
  /** `127.0.0.1:40123`. */
  readonly host: string;
  readonly password: string;
  /** Encrypts from now on. */
  encrypt(certificate: Certificate): Promise<void>;
  stop(): Promise<void>;
}

/** A server of the test's own, in a temporary folder; gone with `stop`. */
export const startPostgres = async (programs: string): Promise<PostgresServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-postgres-'));
  const who = unprivileged();
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const password = 'hush hush';
  const passwords = join(folder, 'password');
  await put(passwords, password, who);
  const data = join(folder, 'data');
  const options = { ...who, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  const port = await freePort();
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'owner', '--auth=scram-sha-256', `--pwfile=${passwords}`, '-E', 'UTF8', '--no-sync'],
    options,
  );
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  const control = (...args: string[]) => run(join(programs, 'pg_ctl'), ['-D', data, '-w', ...args], options);
  await control('-l', join(folder, 'log'), '-o', settings, 'start');
  return {
    host: `127.0.0.1:${port}`,
    password,
    encrypt: async ({ key, cert }) => {
      await put(join(data, 'server.key'), key, who);
      await put(join(data, 'server.crt'), cert, who);
      await appendFile(join(data, 'postgresql.conf'), '\nssl = on\n');
      await control('-l', join(folder, 'log'), '-o', settings, 'restart');
    },
    stop: async () => {
      await control('-m', 'immediate', 'stop');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
