import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveBundle } from './protocol.ts';

const outside = mkdtempSync(join(tmpdir(), 'millrace-bundle-'));
const folder = join(outside, 'bundle');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(outside, 'secret.txt'), 'secret');
writeFileSync(join(folder, 'index.html'), '<p>page</p>');
writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
writeFileSync(join(folder, 'assets', 'x.wasm'), 'wasm');

const get = (url: string, method = 'GET') => serveBundle(folder)({ url, method });

test('the page and its parts come with their type and with every hardening header', async () => {
  const page = await get('app://bundle/');
  expect(await page.text()).toBe('<p>page</p>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await get('app://bundle/assets/a.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect((await get('app://bundle/assets/x.wasm?v=1#top')).headers.get('content-type')).toBe('application/wasm');
});

test('what is not there is not found, and says so with the same headers', async () => {
  const missing = await get('app://bundle/nothing.js');
  expect(missing.status).toBe(404);
  expect(missing.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('no address leads out of the folder', async () => {
  const tries = ['..%2fsecret.txt', '%2e%2e/secret.txt', '..%5csecret.txt', 'assets/..%2f..%2fsecret.txt', '%00', '%'];
  for (const path of tries) expect((await get(`app://bundle/${path}`)).status, path).toBe(404);
  expect((await get(`app://bundle/${encodeURIComponent('/etc/passwd')}`)).status).toBe(404);
});

test('a link that leads out of the folder is not followed', async () => {
  writeFileSync(join(outside, 'secret.js'), 'secret');
  symlinkSync(join(outside, 'secret.js'), join(folder, 'link.js'));
  expect((await get('app://bundle/link.js')).status).toBe(404);
});

test('only our own host and scheme, and only reading', async () => {
  for (const address of ['app://other/index.html', 'https://bundle/index.html', 'file:///etc/passwd', 'nonsense'])
    expect((await get(address)).status, address).toBe(404);
  expect((await get('app://bundle/index.html', 'POST')).status).toBe(404);
});
