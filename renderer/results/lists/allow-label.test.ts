import { expect, test } from 'vitest';
import { allowLabel } from './allow-label.ts';

test('what is allowed names the host, and each secret that would be sent there', () => {
  expect(allowLabel(['db.org:5432'])).toBe('Allow db.org:5432');
  expect(allowLabel(['db.org:5432', 'MILLRACE_SALES@db.org:5432'])).toBe('Allow db.org:5432, sending MILLRACE_SALES');
  expect(allowLabel(['db.org', 'MILLRACE_USER@db.org', 'keychain:sales@db.org'])).toBe(
    'Allow db.org, sending MILLRACE_USER, keychain:sales',
  );
});

test('a secret for a host that is allowed already is named with it', () => {
  expect(allowLabel(['keychain:sales@db.org'])).toBe('Allow sending keychain:sales to db.org');
});
