import { isIP } from 'node:net';
import type { DatabaseParams } from './params.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** What is wrong with an address, as the end of “… is not valid: ”. */
export interface NotAServer {
  readonly reason: string;
}

/**
 * Reads the address by ourselves: what drivers take from one (`?host=`, `?sslkey=`, a password file) would lead to other
 * hosts and files than the user has allowed.
 */
export const serverAddress = (text: string): ServerAddress | NotAServer => {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    return { reason: 'it is no address such as postgres://user@host:5432/database' };
  const { hostname, port, username, password, pathname, search } = new URL(text);
  if (password !== '') return { reason: 'it holds a password, which must not stand in a flow; use “Password from”' };
  if (search !== '') return { reason: 'what stands behind ? in it is not supported' };
  if (hostname === '') return { reason: 'it names no host' };
  if (username === '') return { reason: 'it names no user' };
  const database = decoded(pathname.slice(1));
  const user = decoded(username);
  if (database === undefined || user === undefined) return { reason: 'a % in it is followed by no two digits' };
  if (database === '' || database.includes('/')) return { reason: 'it names no database' };
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 5432 : Number(port), user, database };
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** The host as the user is asked for it. */
export const shownHost = ({ host, port }: ServerAddress): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

const isHere = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

interface Tls {
  readonly rejectUnauthorized: boolean;
  readonly servername?: string;
}

export const tlsOf = (tls: DatabaseParams['tls'], { host }: ServerAddress): Tls | false => {
  if (tls === 'off' || (tls === 'auto' && isHere(host))) return false;
  return { rejectUnauthorized: tls !== 'encrypt', ...(isIP(host) === 0 ? { servername: host } : {}) };
};
