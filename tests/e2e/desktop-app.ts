import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { findDesktop } from './desktop-program.ts';
import { Editor } from './editor.ts';

const root = resolve(import.meta.dirname, '../..');

/** A home folder of its own, with a folder of flows that holds the penguins. */
export const freshHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'millrace-home-'));
  mkdirSync(join(home, 'Documents', 'Millrace'), { recursive: true });
  cpSync(join(root, 'resources/data/penguins.csv'), join(home, 'Documents', 'Millrace', 'penguins.csv'));
  return home;
};

const running = new Set<ElectronApplication>();

export class DesktopApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly editor: Editor;
  readonly home: string;

  private constructor(app: ElectronApplication, page: Page, home: string) {
    this.app = app;
    this.page = page;
    this.editor = new Editor(page);
    this.home = home;
  }

  /** Starts the built desktop. The same home again is the same user coming back. */
  static async launch(home = freshHome(), ...words: readonly string[]): Promise<DesktopApp> {
    const { path } = findDesktop();
    const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env as Record<string, string>;
    const app = await _electron.launch({
      ...(path ? { executablePath: path } : {}),
      cwd: root,
      args: ['.', `--user-data-dir=${join(home, 'user-data')}`, ...words],
      env: { ...environment, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    });
    running.add(app);
    const page = await app.firstWindow();
    await page.waitForURL(/bundle/);
    await expect(page.locator('.top-bar')).toBeVisible();
    return new DesktopApp(app, page, home);
  }

  get flows(): string {
    return join(this.home, 'Documents', 'Millrace');
  }

  /** The next native dialog for opening a file is answered with this path. */
  async answerOpenDialog(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, answer) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [answer] });
    }, path);
  }

  async answerSaveDialog(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, answer) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: answer });
    }, path);
  }

  async menu(id: string): Promise<void> {
    await this.app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
  }

  async close(): Promise<void> {
    running.delete(this.app);
    await this.app.close();
  }

  /** What a test left open, also one that failed while it was starting. */
  static async closeAll(): Promise<void> {
    for (const app of running) {
      running.delete(app);
      await app.close();
    }
  }
}
