import { expect, type Locator, type Page } from '@playwright/test';

type Status = 'idle' | 'queued' | 'running' | 'done' | 'reused' | 'stale' | 'error' | 'skipped' | 'cancelled';

/** Drives the window as a person would: by what can be seen, pointed at and typed. */
export class Editor {
  readonly page: Page;
  readonly canvas: Locator;
  readonly inspector: Locator;
  readonly dock: Locator;
  readonly runState: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.locator('.react-flow');
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.dock = page.locator('.dock');
    this.runState = page.locator('.run-state');
  }

  async newFlow(): Promise<void> {
    await this.page.getByRole('button', { name: 'New flow' }).click();
    await expect(this.canvas).toBeVisible();
    await this.engineIsReady();
  }

  async openExample(title: string): Promise<void> {
    await this.page.getByRole('button', { name: title }).first().click();
    await expect(this.cards.first()).toBeVisible();
    await this.engineIsReady();
  }

  async engineIsReady(): Promise<void> {
    await expect(this.page.locator('.engine-light')).toHaveText('Engine ready', { timeout: 20_000 });
  }

  get cards(): Locator {
    return this.page.locator('[data-node-id]');
  }

  get wires(): Locator {
    return this.page.locator('.react-flow__edge');
  }

  card(id: string): Locator {
    return this.page.locator(`[data-node-id="${id}"]`);
  }

  output(end: string): Locator {
    return this.page.locator(`.port.output [data-handle="${end}"]`);
  }

  input(end: string): Locator {
    return this.page.locator(`.port.input [data-handle="${end}"]`);
  }

  /** Drags a node type from the palette to a place on the canvas. */
  async drag(type: string, x: number, y: number): Promise<void> {
    const before = await this.cards.count();
    await this.page.locator(`[data-node-type="${type}"]`).dragTo(this.canvas, { targetPosition: { x, y } });
    await expect(this.cards).toHaveCount(before + 1);
  }

  /** Draws a wire from `node.port` to `node.port`. */
  async wire(from: string, to: string): Promise<void> {
    const before = await this.wires.count();
    await this.output(from).dragTo(this.input(to));
    await expect(this.wires).toHaveCount(before + 1);
  }

  async select(id: string): Promise<void> {
    await this.card(id).locator('.card-title').click();
    await expect(this.card(id)).toHaveAttribute('data-selected', 'true');
  }

  param(name: string): Locator {
    return this.inspector.locator(`[data-param="${name}"]`);
  }

  async type(name: string, text: string): Promise<void> {
    const field = this.param(name).locator('input.field').first();
    await field.fill(text);
    await field.blur();
  }

  /** Chooses from a list that opens below a field. */
  async choose(label: string, option: string): Promise<void> {
    await this.inspector.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async zoomOut(times: number): Promise<void> {
    for (let time = 1; time <= times; time++) {
      await this.page.getByRole('button', { name: 'Zoom out' }).click();
      await expect(this.page.locator('.status-bar')).toContainText(`${Math.round(100 * 1.2 ** -time)} %`);
    }
  }

  async run(): Promise<void> {
    await this.page.locator('.run-button').click();
  }

  /** Runs, and waits for the end of that very run. */
  async runSucceeds(): Promise<void> {
    const last = (await this.runState.count()) > 0 ? await this.runState.getAttribute('data-run') : null;
    await this.run();
    if (last !== null) await expect(this.runState).not.toHaveAttribute('data-run', last);
    await expect(this.runState).toHaveAttribute('data-status', 'succeeded', { timeout: 45_000 });
  }

  async expectStatus(status: Status, ...ids: readonly string[]): Promise<void> {
    for (const id of ids) await expect(this.card(id), `status of ${id}`).toHaveAttribute('data-status', status);
  }

  /** Saves under a new name, by the window's own list of files. */
  async saveAs(name: string): Promise<void> {
    await this.page.keyboard.press('Control+Shift+s');
    await this.page.getByRole('textbox', { name: 'File name' }).fill(name);
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.page.locator('.save-state')).toHaveText(`${name} · saved`);
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: /^Undo/ }).click();
  }

  async redo(): Promise<void> {
    await this.page.getByRole('button', { name: /^Redo/ }).click();
  }
}
