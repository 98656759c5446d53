import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));

/** Whether a keychain of the test's own can be had here: GNOME Keyring on a message bus that nobody else is on. */
export const hasGnomeKeyring = (): boolean =>
  process.platform === 'linux' && ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].every(onPath);

const firstLine = async ({ stdout }: ChildProcess): Promise<string> => {
  if (!stdout) throw new Error('it has no output');
  const [data] = (await once(stdout, 'data')) as [Buffer];
  return data.toString().split('\n')[0] ?? '';
};

/** Whether somebody on the bus answers for the keychain. */
const answers = (environment: NodeJS.ProcessEnv): boolean => {
  const question = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetNameOwner'];
  const asked = ['--session', '--print-reply', ...question, 'string:org.freedesktop.secrets'];
  return spawnSync('dbus-send', asked, { env: { ...process.env, ...environment } }).status === 0;
};

export interface GnomeKeyring {
  /** What a program needs in its environment to find it, and no other. */
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** An unlocked keychain in a temporary folder; gone with `stop`. */
export const startGnomeKeyring = async (): Promise<GnomeKeyring> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-keychain-'));
  const runtime = join(folder, 'run');
  await mkdir(runtime, { mode: 0o700 });
  const home = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: runtime };
  const start = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess =>
    spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'ignore'] });
  const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], home);
  const environment = { ...home, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
  const keyring = start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], environment);
  keyring.stdin?.end('a password for the test');
  await vi.waitUntil(() => answers(environment), { timeout: 30_000 });
  return {
    environment,
    stop: async () => {
      for (const child of [keyring, bus]) {
        child.kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
};
