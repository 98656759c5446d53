import { resolve } from 'node:path';
import { expect, test } from './millrace-test.ts';

test.use({ opens: resolve(import.meta.dirname, '../../nodes/tune/threshold/example.flow.json') });

test('a threshold is tried out with the keys, used as one edit, and taken back as one', async ({ editor }) => {
  const { page } = editor;
  await editor.engineIsReady();
  await editor.select('threshold');
  const field = editor.param('threshold').getByRole('textbox');
  await editor.param('threshold').getByRole('button', { name: 'Try out…' }).click();
  const studio = page.getByRole('dialog', { name: 'Threshold studio' });
  await expect(studio.getByText('Run the node once')).toBeVisible();
  await page.keyboard.press('Escape');
  await editor.runSucceeds();
  await editor.select('threshold');
  await editor.param('threshold').getByRole('button', { name: 'Try out…' }).click();

  const slider = studio.getByRole('slider', { name: 'Threshold' });
  const missed = studio.getByRole('row', { name: /^is / }).first().getByRole('cell').nth(1).locator('b');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(missed).toHaveText('0');
  await page.keyboard.press('End');
  await expect(missed).not.toHaveText('0');
  await studio.getByRole('textbox', { name: 'Cost of a miss' }).fill('1');
  await studio.getByRole('textbox', { name: 'Cost of a false alarm' }).fill('50');
  await studio.getByRole('button', { name: /^Go to the cheapest/ }).click();
  const found = await studio.locator('.studio-at').textContent();
  await studio.getByRole('button', { name: 'Use this threshold' }).click();

  await expect(studio).toBeHidden();
  expect(Number(await field.inputValue()).toFixed(3)).toBe(found);
  await expect(editor.param('objective')).toContainText('fixed');
  await editor.undo();
  await expect(field).toHaveValue('0.5');
  await expect(editor.param('objective')).toContainText('cost');
});
