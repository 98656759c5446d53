import type { Reporting } from '../../contract/context.ts';
import type { CollectRequest } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import { inKeychain, isSecretName } from '../../contract/secret-name.ts';
import { type Keychain, openKeychain } from './keychain.ts';

/** An entry of the keychain may be for one port of a host, or for all. */
const hostsOf = (host: string): readonly string[] => [...new Set([host, host.replace(/:\d+$/, '')])];

const fromKeychain = async (keychain: Keychain, name: string, host: string): Promise<string> => {
  for (const one of hostsOf(host)) {
    const secret = await keychain.read({ name, host: one });
    if (secret !== undefined) return secret;
  }
  throw fail('param.not-in-keychain', { values: { name, host } });
};

const fromEnvironment = (name: string): string => {
  const value = isSecretName(name) ? process.env[name] : undefined;
  if (value === undefined) throw fail('param.secret-missing', { values: { name } });
  return value;
};

interface Reading extends Pick<Reporting, 'progress'> {
  readonly open?: () => Promise<Keychain>;
}

/** The secrets that a source sends to the host it asks, by their names. @throws param.secret-missing, param.not-in-keychain, param.no-keychain */
export const readSecrets = async (
  { secrets, host }: CollectRequest,
  { progress, open = openKeychain }: Reading,
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const name of secrets) {
    const entry = inKeychain(name);
    if (entry === undefined) found.set(name, fromEnvironment(name));
    else {
      // It may wait for somebody to unlock it.
      progress(undefined, 'waiting for the keychain');
      found.set(name, await fromKeychain(await open(), entry, host));
    }
  }
  return found;
};
