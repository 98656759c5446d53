import { expect, test } from './millrace-test.ts';

test('a flow is built, run and read without a mouse', async ({ editor }) => {
  const { page } = editor;
  const press = (keys: string) => page.keyboard.press(keys);
  const add = async (words: string): Promise<void> => {
    await press('n');
    await expect(page.getByRole('dialog', { name: 'Add a node' })).toBeVisible();
    await page.keyboard.type(words);
    await press('Enter');
    await expect(page.getByRole('dialog', { name: 'Add a node' })).toBeHidden();
  };
  const reach = async (name: string): Promise<void> => {
    for (let step = 0; step < 40; step++) {
      const reached = await page.evaluate((wanted) => document.activeElement?.textContent?.trim() === wanted, name);
      if (reached) return;
      await press('Tab');
    }
    throw new Error(`${name} is not within reach of the Tab key`);
  };

  await reach('New flow');
  await press('Enter');
  await editor.engineIsReady();
  await page.locator('.canvas-keys, .canvas').first().focus();
  await add('sample data');
  await expect(editor.card('sample')).toBeFocused();
  await add('train/test');
  await add('logistic');
  await add('classification metrics');
  await expect(editor.cards).toHaveCount(4);
  await expect(editor.wires).toHaveCount(3);

  await press('ArrowLeft');
  await expect(editor.card('logistic-regression')).toBeFocused();
  await press('Enter');
  await page.keyboard.type('2');
  await press('Escape');
  await press('Control+Enter');
  await expect(editor.runState).toHaveAttribute('data-status', 'succeeded', { timeout: 45_000 });
  await expect(editor.card('classification-metrics')).toHaveAccessibleName(/accuracy 0\.9/);
});

test('a command is found and run from the palette of commands', async ({ editor }) => {
  const { page } = editor;
  await editor.newFlow();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
