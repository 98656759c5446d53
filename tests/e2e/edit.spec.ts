import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './millrace-test.ts';

test('undo and redo cover nodes, wires and settings', async ({ editor }) => {
  await editor.newFlow();
  await editor.drag('source.sample', 160, 150);
  await editor.drag('split.train-test', 520, 150);
  await editor.wire('sample.table', 'train-test.table');
  await editor.select('train-test');
  await editor.type('test', '0.35');
  await editor.undo();
  await expect(editor.param('test').locator('input.field')).toHaveValue('0.2');
  await editor.undo();
  await expect(editor.wires).toHaveCount(0);
  await editor.undo();
  await expect(editor.cards).toHaveCount(1);
  for (let step = 0; step < 3; step++) await editor.redo();
  await expect(editor.wires).toHaveCount(1);
  await editor.select('train-test');
  await expect(editor.param('test').locator('input.field')).toHaveValue('0.35');
});

test('copies of nodes keep their settings and the wires between them', async ({ editor }) => {
  const { page } = editor;
  await editor.newFlow();
  await editor.drag('source.sample', 160, 150);
  await editor.drag('split.train-test', 520, 150);
  await editor.wire('sample.table', 'train-test.table');
  await editor.select('train-test');
  await editor.type('test', '0.4');
  await editor.select('train-test');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(editor.cards).toHaveCount(4);
  await expect(editor.wires).toHaveCount(2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await editor.select('train-test-2');
  await expect(editor.param('test').locator('input.field')).toHaveValue('0.4');
  await editor.undo();
  await expect(editor.cards).toHaveCount(2);
});

test('a flow that is opened and saved again is the same text', async ({ editor, host }) => {
  const { page } = editor;
  await editor.newFlow();
  await editor.drag('source.sample', 160, 150);
  await editor.drag('split.train-test', 520, 150);
  await editor.wire('sample.table', 'train-test.table');
  await editor.saveAs('same.flow.json');
  const file = join(host.workspace, 'same.flow.json');
  const before = readFileSync(file, 'utf8');
  await page.reload();
  await page.getByRole('button', { name: /same/ }).first().click();
  await expect(editor.cards).toHaveCount(2);
  await editor.saveAs('again.flow.json');
  expect(readFileSync(join(host.workspace, 'again.flow.json'), 'utf8')).toBe(before);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a wire that may not be drawn is refused with the reason', async ({ editor }) => {
  const { page } = editor;
  await editor.newFlow();
  await editor.drag('source.sample', 160, 150);
  await editor.drag('evaluate.classification-metrics', 520, 150);
  const target = editor.input('classification-metrics.predictions');
  const box = await target.boundingBox();
  await editor.output('sample.table').hover();
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 6, (box?.y ?? 0) + 6, { steps: 12 });
  await expect(target).toHaveAttribute('data-verdict', 'refused');
  await expect(page.getByText(/expects? .*predictions/i).first()).toBeVisible();
  await page.mouse.up();
  await expect(editor.wires).toHaveCount(0);
});

test('a problem offers a fix that is one step of undo', async ({ editor }) => {
  const { page } = editor;
  await editor.newFlow();
  await editor.drag('source.sample', 160, 150);
  await editor.drag('split.train-test', 520, 150);
  await editor.select('train-test');
  await page.getByRole('button', { name: /^Wire it to/ }).click();
  await expect(editor.wires).toHaveCount(1);
  await editor.undo();
  await expect(editor.wires).toHaveCount(0);
});
