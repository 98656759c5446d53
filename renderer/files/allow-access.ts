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
