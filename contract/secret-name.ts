const environment = 'MILLRACE_[A-Z0-9_]+';
const entry = '[a-z0-9][a-z0-9._-]{0,63}';
const keychain = 'keychain:';

/** `MILLRACE_SALES` or `keychain:sales`, by which a setting says where a secret is; or nothing, where it may be empty. */
export const secretNameOrNone = new RegExp(`^(?:${environment}|${keychain}${entry})?$`);
const entryName = new RegExp(`^${entry}$`);

/** What it asks for, as the end of “… is not valid: ”. */
export const secretNameRule =
  'it is neither an environment variable that begins with MILLRACE_, in capitals, nor keychain: and a name in small letters';

export const isSecretName = (text: string): boolean => text !== '' && secretNameOrNone.test(text);

export const isKeychainName = (name: string): boolean => entryName.test(name);

/** `sales` of `keychain:sales`; undefined where it does not name an entry of the keychain. */
export const inKeychain = (text: string): string | undefined =>
  text.startsWith(keychain) && isSecretName(text) ? text.slice(keychain.length) : undefined;
