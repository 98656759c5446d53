import { fail } from '../../contract/problem.ts';
import { isKeychainName } from '../../contract/secret-name.ts';
import { type Keychain, openKeychain, type SecretPlace } from '../../engine/collect/keychain.ts';
import { exitCodes, WrongUsage } from '../exit-codes.ts';
import { readSecret } from '../read-secret.ts';
import type { Verb } from '../verb.ts';

const isHost = (text: string): boolean => /^(\[[0-9a-f:.]+\]|[^\s/@:[\]]+)(:\d{1,5})?$/i.test(text);

const set = async (keychain: Keychain, place: SecretPlace): Promise<string> => {
  const secret = await readSecret(`Secret “${place.name}” for ${place.host}: `);
  if (secret === '') throw new WrongUsage('the secret is empty; nothing was kept');
  await keychain.write(place, secret);
  return `“${place.name}” is kept for ${place.host}; a flow names it keychain:${place.name}\n`;
};

const remove = async (keychain: Keychain, place: SecretPlace): Promise<string> => {
  if (!(await keychain.remove(place))) throw fail('param.not-in-keychain', { values: { ...place } });
  return `“${place.name}” is no longer kept for ${place.host}\n`;
};

const actions: Readonly<Record<string, typeof set>> = { set, remove };

export const secret: Verb = {
  name: 'secret',
  usage: 'set|remove NAME --host HOST[:PORT]',
  summary:
    'Keeps a password in the keychain of the operating system, or removes it. A flow names it keychain:NAME and never holds it; it is sent to HOST and nowhere else. The password is asked for, or read from standard input.',
  example: 'millrace secret set sales --host db.example.org',
  options: { host: { type: 'string' } },
  takes: [2, 2],
  run: async ({ positionals: [action = '', name = ''], text }) => {
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!act) throw new WrongUsage(`secret can ${Object.keys(actions).join(', ')}, not “${action}”`);
    if (!isKeychainName(name))
      throw new WrongUsage(`“${name}” is no name for a secret: small letters, digits, and . _ - between them`);
    const host = text('host') ?? '';
    if (!isHost(host)) throw new WrongUsage('--host needs the host that the secret is for, such as db.example.org');
    process.stdout.write(await act(await openKeychain(), { name, host: host.toLowerCase() }));
    return exitCodes.fine;
  },
};
