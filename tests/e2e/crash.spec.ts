import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserHost } from './browser-host.ts';
import { Editor } from './editor.ts';
import { enginePid } from './engine-pid.ts';
import { expect, test } from './millrace-test.ts';

/** What is safe in the journal: drafts that a kill would leave behind do not count. */
const journalled = (workspace: string): string => {
  const folder = join(workspace, '.settings', 'recovery');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
};

test.afterEach(() => BrowserHost.stopAll());

test.skip(process.platform !== 'linux', 'finds the engine’s process in /proc');

test('killing the engine in the middle of a run costs the run only', async ({ editor, host }) => {
  const { page } = editor;
  await editor.openExample('Penguin species');
  await editor.select('forest');
  await editor.type('trees', '9000');
  await editor.run();
  await expect(editor.card('forest')).toHaveAttribute('data-status', 'running', { timeout: 20_000 });
  await editor.expectStatus('done', 'penguins', 'columns', 'split', 'fill');

  process.kill(enginePid(host.pid), 'SIGKILL');
  const banner = page.getByRole('alert').filter({ hasText: 'The engine stopped' });
  await expect(banner).toBeVisible();
  await expect(editor.cards).toHaveCount(8);
  await editor.select('forest');
  await editor.type('trees', '60');
  await editor.engineIsReady();
  await banner.getByRole('button', { name: 'Run' }).click();
  await expect(editor.runState).toHaveAttribute('data-status', 'succeeded', { timeout: 45_000 });
  await editor.expectStatus('reused', 'penguins', 'columns', 'split', 'fill');
  await editor.expectStatus('done', 'forest', 'scores');
});

test('killing the whole host loses no edit', async ({ page }) => {
  const first = await BrowserHost.start();
  const editor = new Editor(page);
  await page.goto(first.url);
  await editor.newFlow();
  await editor.drag('source.sample', 200, 200);
  await editor.drag('clean.columns', 500, 200);
  await editor.wire('sample.table', 'columns.table');
  // An edit is safe once the journal has it, a few milliseconds after it was made.
  await expect.poll(() => journalled(first.workspace)).toContain('sample.table');
  await first.kill();
  await expect(page.getByText('The connection to Millrace was lost')).toBeVisible();

  const second = await BrowserHost.start(first.workspace);
  await page.goto(second.url);
  await page.getByRole('button', { name: 'Recover' }).click();
  await expect(editor.cards).toHaveCount(2);
  await expect(editor.wires).toHaveCount(1);
});

test('a saved flow whose host was killed offers the edits that are not in its file', async ({ page }) => {
  const first = await BrowserHost.start();
  const editor = new Editor(page);
  await page.goto(first.url);
  await editor.newFlow();
  await editor.drag('source.sample', 200, 200);
  await editor.saveAs('kept.flow.json');
  await editor.drag('clean.columns', 500, 200);
  const file = join(first.workspace, 'kept.flow.json');
  await expect.poll(() => journalled(first.workspace) + readFileSync(file, 'utf8')).toContain('clean.columns');
  await first.kill();
  const saved = JSON.parse(readFileSync(file, 'utf8'));

  const second = await BrowserHost.start(first.workspace);
  await page.goto(second.url);
  if (Object.keys(saved.nodes).length < 2) await page.getByRole('button', { name: 'Recover' }).click();
  else await page.getByRole('button', { name: /kept/ }).click();
  await expect(editor.cards).toHaveCount(2);
});
