import { test as base, expect } from '@playwright/test';
import type { Flow } from '../../contract/flow.ts';
import { BrowserHost } from './browser-host.ts';
import { Editor } from './editor.ts';

interface Fixtures {
  readonly chromium: string;
  /** A flow, or the path of one, that the host opens as it starts, from its workspace; none where empty. */
  readonly opens: string | Flow;
  readonly host: BrowserHost;
  /** The window of `host`, open in a browser. The test fails if its console told of an error. */
  readonly editor: Editor;
}

const missing = process.env['MILLRACE_CHROMIUM_MISSING'] ?? '';

/** Tests of the window in a browser, each with a host, a folder and a profile of its own. */
export const test = base.extend<Fixtures>({
  chromium: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      base.skip(missing !== '', missing);
      await use(process.env['MILLRACE_CHROMIUM'] ?? '');
    },
    { auto: true },
  ],
  launchOptions: async ({ launchOptions }, use) => {
    const path = process.env['MILLRACE_CHROMIUM'];
    await use({ ...launchOptions, ...(path ? { executablePath: path } : {}) });
  },
  opens: ['', { option: true }],
  host: async ({ opens }, use) => {
    const host = opens === '' ? await BrowserHost.start() : await BrowserHost.opening(opens);
    await use(host);
    await host.stop();
  },
  editor: async ({ host, page }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(host.url);
    await expect(page.locator('.top-bar')).toBeVisible();
    await use(new Editor(page));
    expect(errors, 'errors on the console').toEqual([]);
  },
});

export { expect };
