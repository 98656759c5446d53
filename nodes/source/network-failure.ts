import { type Failure, fail } from '../../contract/problem.ts';

const said: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  EHOSTUNREACH: 'the host cannot be reached from here',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it took too long to connect',
  UND_ERR_CONNECT_TIMEOUT: 'it took too long to connect',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

interface Thrown {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
  readonly message?: unknown;
}

/** Why a connection failed, in words; a cause behind the error says more than the error. */
export const networkReason = (thrown: unknown): string => {
  const { code, cause, errors, message } = (thrown ?? {}) as Thrown;
  const known = typeof code === 'string' ? said[code] : undefined;
  if (known) return known;
  if (cause) return networkReason(cause);
  const [first] = errors ?? [];
  if (first) return networkReason(first);
  const text = (typeof message === 'string' && message) || (typeof code === 'string' ? code : String(thrown));
  return text.replace(/\s*\.\s*$/, '');
};

/** Errors of the disk that the copy is written to, which are not the network's. */
const ofDisk: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'no more space is granted',
  EROFS: 'the disk cannot be written to',
};

export const networkFailure = (address: string, thrown: unknown): Failure => {
  const { code } = (thrown ?? {}) as Thrown;
  const disk = typeof code === 'string' ? ofDisk[code] : undefined;
  if (disk) return fail('file.not-written', { values: { path: `The copy of ${address}`, reason: disk } });
  return fail('network.failed', { values: { address, reason: networkReason(thrown) } });
};
