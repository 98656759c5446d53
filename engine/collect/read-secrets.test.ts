import { afterEach, expect, test, vi } from 'vitest';
import type { Keychain } from './keychain.ts';
import { readSecrets } from './read-secrets.ts';

afterEach(() => vi.unstubAllEnvs());

const keychainOf = (entries: Readonly<Record<string, string>>): Keychain => {
  const kept = new Map(Object.entries(entries));
  const key = ({ name, host }: { readonly name: string; readonly host: string }): string => `${name}@${host}`;
  return {
    read: async (place) => kept.get(key(place)),
    write: async (place, secret) => void kept.set(key(place), secret),
    remove: async (place) => kept.delete(key(place)),
  };
};

const read = async (secrets: readonly string[], host: string, entries: Readonly<Record<string, string>> = {}) => {
  const told: string[] = [];
  const found = await readSecrets(
    { host, secrets, what: {}, fresh: false },
    { progress: (_, text = '') => told.push(text), open: async () => keychainOf(entries) },
  );
  return { secrets: Object.fromEntries(found), told };
};

test('the keychain is asked only for what is in it, and says that somebody may have to unlock it', async () => {
  vi.stubEnv('MILLRACE_USER', 'me');
  expect(await read(['MILLRACE_USER'], 'db.org')).toEqual({ secrets: { MILLRACE_USER: 'me' }, told: [] });
  expect(await read(['MILLRACE_USER', 'keychain:sales'], 'db.org', { 'sales@db.org': 'hush' })).toEqual({
    secrets: { MILLRACE_USER: 'me', 'keychain:sales': 'hush' },
    told: ['waiting for the keychain'],
  });
});

test('what was kept for a host goes to its every port, and what was kept for a port before that', async () => {
  const host = { 'sales@db.org': 'any', 'sales@[::1]': 'here' };
  expect((await read(['keychain:sales'], 'db.org:5432', host)).secrets).toEqual({ 'keychain:sales': 'any' });
  expect((await read(['keychain:sales'], '[::1]:5432', host)).secrets).toEqual({ 'keychain:sales': 'here' });
  const port = { ...host, 'sales@db.org:5432': 'one' };
  expect((await read(['keychain:sales'], 'db.org:5432', port)).secrets).toEqual({ 'keychain:sales': 'one' });
});

test.each(['evil.org:5432', 'db.org.evil.org', 'sub.db.org', 'db.org:6000', 'db.org'])(
  'what was kept for db.org:5432 does not go to %s',
  async (host) => {
    await expect(read(['keychain:sales'], host, { 'sales@db.org:5432': 'hush' })).rejects.toMatchObject({
      code: 'param.not-in-keychain',
      message: `The keychain has no secret “sales” for ${host}.`,
      hint: expect.stringContaining(`millrace secret set sales --host ${host}`),
    });
  },
);

test('a variable that is not there, or not for Millrace, is named', async () => {
  vi.stubEnv('SALES', 'hush');
  for (const name of ['MILLRACE_NOT_SET', 'SALES', 'keychain:SALES'])
    await expect(read([name], 'db.org')).rejects.toMatchObject({ code: 'param.secret-missing' });
});
