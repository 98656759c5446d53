import type { AsyncEntry } from '@napi-rs/keyring';
import { type Failure, fail } from '../../contract/problem.ts';

/** Whose entry it is: a secret belongs to the host that it was stored for, so that no flow can have it sent to another one. */
export interface SecretPlace {
  readonly name: string;
  /** `db.example.org`, or `db.example.org:5432` where it is for that port only. */
  readonly host: string;
}

/** Secrets of Millrace's own in the keychain of the operating system; those of other programs are out of reach. */
export interface Keychain {
  /** Undefined where there is none. */
  read(place: SecretPlace): Promise<string | undefined>;
  write(place: SecretPlace, secret: string): Promise<void>;
  /** Answers whether there was one. */
  remove(place: SecretPlace): Promise<boolean>;
}

const service = 'Millrace';

const accountOf = ({ name, host }: SecretPlace): string => `${name}@${host.toLowerCase()}`;

const unusable = (reason: string): Failure => fail('param.no-keychain', { values: { reason } });

const reasonOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0]?.replace(/\.$/, '') ?? '';

/** @throws param.no-keychain */
export const openKeychain = async (): Promise<Keychain> => {
  const library = await import('@napi-rs/keyring').catch(() => {
    throw unusable('the library that speaks with it is not installed for this system');
  });
  const at = async <T>(place: SecretPlace, work: (entry: AsyncEntry) => Promise<T>): Promise<T> => {
    try {
      // Without the store, Linux would take the keyring of the kernel where there is no other, which forgets at the next start.
      return await work(new library.AsyncEntry(service, accountOf(place), { linux: { store: 'secret-service' } }));
    } catch (thrown) {
      throw unusable(reasonOf(thrown));
    }
  };
  return {
    read: async (place) => (await at(place, (entry) => entry.getPassword())) ?? undefined,
    write: (place, secret) => at(place, (entry) => entry.setPassword(secret)),
    remove: (place) => at(place, (entry) => entry.deletePassword()),
  };
};
