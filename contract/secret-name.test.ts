import { expect, test } from 'vitest';
import { inKeychain, isKeychainName, isSecretName, secretNameOrNone } from './secret-name.ts';

test('a secret is in a variable made for Millrace, or an entry of the keychain', () => {
  const named = ['MILLRACE_SALES', 'keychain:sales', 'keychain:sales-2.db_1'];
  expect(named.filter(isSecretName)).toEqual(named);
  expect(named.map(inKeychain)).toEqual([undefined, 'sales', 'sales-2.db_1']);
});

test.each([
  'HOME',
  'MILLRACE_',
  'millrace_sales',
  'MILLRACE_SALES\n',
  'keychain:',
  'keychain:Sales',
  'keychain:sales@elsewhere.org',
  'keychain:../sales',
  `keychain:${'a'.repeat(65)}`,
  'hush hush',
])('%j names no secret', (text) => {
  expect(isSecretName(text)).toBe(false);
  expect(inKeychain(text)).toBe(undefined);
});

test('where a setting may be empty, nothing is a name as well', () => {
  expect(secretNameOrNone.test('')).toBe(true);
  expect(isSecretName('')).toBe(false);
  expect(isKeychainName('')).toBe(false);
});
