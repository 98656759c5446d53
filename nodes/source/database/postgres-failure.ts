import { Failure, fail } from '../../../contract/problem.ts';
import { networkFailure, networkReason } from '../network-failure.ts';

/** Classes of SQLSTATE that are about reaching the database, not about the query. */
const ofConnection = /^(08|28|3D|53|57P)/;

const sqlState = (thrown: unknown): string | undefined => {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in (thrown as object) ? code : undefined;
};

/** What the server or the connection said, as a failure with a code. */
export const postgresFailure = (address: string, thrown: unknown): Failure => {
  if (thrown instanceof Failure) return thrown;
  const state = sqlState(thrown);
  const reason = networkReason(thrown);
  if (/client password must be/.test(reason))
    return fail('network.failed', {
      values: { address, reason: 'it asks for a password, and the settings name none (“Password from”)' },
    });
  if (/does not support SSL/.test(reason))
    return fail('network.failed', {
      values: { address, reason: 'it does not encrypt; “Encryption” in the settings asks for it' },
    });
  if (state === undefined || ofConnection.test(state)) return networkFailure(address, thrown);
  return fail('data.query-failed', { param: 'query', values: { reason } });
};
