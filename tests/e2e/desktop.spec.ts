import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { buildPenguins, penguinNodes } from './build-penguins.ts';
import { DesktopApp, freshHome } from './desktop-app.ts';
import { findDesktop } from './desktop-program.ts';
import { enginePid } from './engine-pid.ts';

test.skip(process.env['MILLRACE_CHROMIUM'] === '', process.env['MILLRACE_CHROMIUM_MISSING'] ?? '');

const root = resolve(import.meta.dirname, '../..');
let desktop: DesktopApp;

test.afterEach(async () => {
  await DesktopApp.closeAll();
});

test('the window opens with every preference that keeps a page in its place', async () => {
  desktop = await DesktopApp.launch();
  const shown = await desktop.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return { url: window?.webContents.getURL(), preferences: contents.getLastWebPreferences() };
  });
  expect(shown.url).toBe('app://bundle/');
  expect(shown.preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  const page = await desktop.page.evaluate(() => ({
    require: typeof (globalThis as Record<string, unknown>)['require'],
    process: typeof (globalThis as Record<string, unknown>)['process'],
    bridge: Object.keys((globalThis as Record<string, unknown>)['millrace'] as object).sort(),
    secure: globalThis.isSecureContext,
  }));
  expect(page).toEqual({ require: 'undefined', process: 'undefined', bridge: ['onMessage', 'post'], secure: true });
});

test('the content security policy stops inline script and evaluated text', async () => {
  desktop = await DesktopApp.launch();
  const outcome = await desktop.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.body.append(script);
    // What runs inside `evaluate` itself is exempt from the policy; what a timer evaluates is not.
    globalThis.setTimeout('globalThis.textRan = true');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const violation = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    );
    const image = new Image();
    image.src = 'https://example.com/pixel.png';
    return { evaluated: 'textRan' in globalThis, inline: 'inlineRan' in globalThis, directive: await violation };
  });
  expect(outcome.evaluated).toBe(false);
  expect(outcome.inline).toBe(false);
  expect(outcome.directive).toMatch(/^(img-src|script-src)/);
});

test('the page goes nowhere and opens nothing', async () => {
  desktop = await DesktopApp.launch();
  await desktop.page.evaluate(() => {
    globalThis.location.href = 'https://example.com/';
  });
  await desktop.page.evaluate(() => void globalThis.open('https://example.com/'));
  const urls = await desktop.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getURL()),
  );
  expect(urls).toEqual(['app://bundle/']);
  await expect(desktop.page.locator('.top-bar')).toBeVisible();
});

test('a flow is drawn by hand, run in the utility process, saved by the native dialog and opened again', async () => {
  desktop = await DesktopApp.launch();
  const { editor } = desktop;
  await editor.newFlow();
  await desktop.answerOpenDialog(join(desktop.flows, 'penguins.csv'));
  await buildPenguins(editor, async () => undefined);
  await editor.runSucceeds();
  await editor.expectStatus('done', ...penguinNodes);
  await expect(editor.card('classification-metrics')).toContainText(/accuracy/i);

  const file = join(desktop.flows, 'by-hand.flow.json');
  await desktop.answerSaveDialog(file);
  await desktop.menu('file.save-as');
  await expect(desktop.page.locator('.save-state')).toHaveText('by-hand.flow.json · saved');
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  expect(Object.keys(saved.nodes).sort()).toEqual([...penguinNodes].sort());

  await desktop.menu('file.new');
  await expect(editor.cards).toHaveCount(0);
  await desktop.answerOpenDialog(file);
  await desktop.menu('file.open');
  await expect(editor.cards).toHaveCount(6);
  await expect(editor.wires).toHaveCount(5);
});

test('menu items do what the window does, and recent flows are in the menu', async () => {
  const home = freshHome();
  desktop = await DesktopApp.launch(home);
  const { editor } = desktop;
  await editor.newFlow();
  await editor.drag('source.sample', 300, 200);
  await desktop.menu('edit.undo');
  await expect(editor.cards).toHaveCount(0);
  await desktop.menu('edit.redo');
  await expect(editor.cards).toHaveCount(1);
  const file = join(desktop.flows, 'recent.flow.json');
  await desktop.answerSaveDialog(file);
  await desktop.menu('file.save');
  await expect(desktop.page.locator('.save-state')).toHaveText('recent.flow.json · saved');
  await desktop.menu('file.new');
  await expect(editor.cards).toHaveCount(0);
  await desktop.menu(`file.recent ${file}`);
  await expect(editor.cards).toHaveCount(1);
});

test('closing the window loses no edit, neither in a file nor in an untitled flow', async () => {
  const home = freshHome();
  desktop = await DesktopApp.launch(home);
  await desktop.editor.newFlow();
  await desktop.editor.drag('source.sample', 300, 200);
  const file = join(desktop.flows, 'kept.flow.json');
  await desktop.answerSaveDialog(file);
  await desktop.menu('file.save');
  await expect(desktop.page.locator('.save-state')).toHaveText('kept.flow.json · saved');
  await desktop.editor.drag('split.train-test', 500, 300);
  await desktop.close();
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).nodes).sort()).toEqual(['sample', 'train-test']);

  desktop = await DesktopApp.launch(home);
  await desktop.editor.newFlow();
  await desktop.editor.drag('clean.columns', 300, 200);
  await desktop.close();

  desktop = await DesktopApp.launch(home);
  await desktop.page.getByRole('button', { name: 'Recover' }).click();
  await expect(desktop.editor.card('columns')).toBeVisible();
});

test('a flow named on the command line is opened', async () => {
  const home = freshHome();
  desktop = await DesktopApp.launch(home);
  await desktop.editor.newFlow();
  await desktop.editor.drag('source.sample', 300, 200);
  const file = join(desktop.flows, 'named.flow.json');
  await desktop.answerSaveDialog(file);
  await desktop.menu('file.save');
  await expect(desktop.page.locator('.save-state')).toHaveText('named.flow.json · saved');
  await desktop.close();
  desktop = await DesktopApp.launch(home, file);
  await expect(desktop.editor.card('sample')).toBeVisible();
});

test('a second start hands its flow to the window that is open', async () => {
  const { path } = findDesktop();
  test.skip(path === undefined, 'needs the path of the program');
  desktop = await DesktopApp.launch();
  await desktop.editor.newFlow();
  await desktop.editor.drag('source.sample', 300, 200);
  const file = join(desktop.flows, 'handed.flow.json');
  await desktop.answerSaveDialog(file);
  await desktop.menu('file.save');
  await expect(desktop.page.locator('.save-state')).toHaveText('handed.flow.json · saved');
  await desktop.menu('file.new');
  await expect(desktop.editor.cards).toHaveCount(0);
  const second = spawn(path ?? '', ['.', `--user-data-dir=${join(desktop.home, 'user-data')}`, file], { cwd: root });
  await once(second, 'exit');
  await expect(desktop.editor.card('sample')).toBeVisible();
  expect(desktop.app.windows().length).toBe(1);
});

test('a crash of the engine leaves the window and the flow alone, and costs the run only', async () => {
  test.skip(process.platform !== 'linux', 'finds the engine’s process in /proc');
  desktop = await DesktopApp.launch();
  const { editor, page } = desktop;
  await editor.openExample('Penguin species');
  await editor.select('forest');
  await editor.type('trees', '9000');
  await editor.run();
  await expect(editor.card('forest')).toHaveAttribute('data-status', 'running', { timeout: 20_000 });
  process.kill(enginePid(desktop.app.process().pid ?? 0), 'SIGKILL');
  const banner = page.getByRole('alert').filter({ hasText: 'The engine stopped' });
  await expect(banner).toBeVisible();
  await editor.type('trees', '60');
  await editor.engineIsReady();
  await banner.getByRole('button', { name: 'Run' }).click();
  await expect(editor.runState).toHaveAttribute('data-status', 'succeeded', { timeout: 45_000 });
  await editor.expectStatus('reused', 'penguins', 'columns', 'split', 'fill');
});
