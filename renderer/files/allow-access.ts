import { client } from '../host/client.ts';
import { documentId } from '../state/document.ts';
import { checkNow } from './check-flow.ts';
import { sayFailure } from './say-failure.ts';

/** The user lets the open flow reach hosts outside. */
export const allowAccess = async (access: readonly string[]): Promise<void> => {
  const document = documentId();
  if (document === undefined) return;
  try {
    await client.call('document.allow', { document, access: [...access] });
    await checkNow();
  } catch (failure) {
    sayFailure(failure);
  }
};

/** `Allow api.example.org`; a secret is named with the host that it goes to. */
export const allowLabel = (access: readonly string[]): string => {
  const hosts = access.filter((one) => !one.startsWith('MILLRACE_'));
  const secrets = access.filter((one) => one.startsWith('MILLRACE_')).map((one) => one.split('@')[0]);
  if (secrets.length === 0) return `Allow ${hosts.join(', ')}`;
  return `Allow ${[...hosts, `sending ${secrets.join(', ')}`].join(', ')}`;
};
