import { expect, test } from './millrace-test.ts';

test('one click opens the penguins, one more runs them to an accuracy on the test part', async ({ editor }) => {
  await editor.openExample('Penguin species');
  await editor.runSucceeds();
  await expect(editor.card('scores').locator('.card-figure')).toContainText(/accuracy\s*0\.9/i);
  await editor.run();
  await editor.expectStatus('reused', 'penguins', 'forest', 'logistic', 'search', 'scores');
});

test('the regression example runs to its errors', async ({ editor }) => {
  await editor.openExample('House prices');
  await editor.runSucceeds();
  await expect(editor.page.locator('[data-status="error"]')).toHaveCount(0);
});

test('the broken example tells what is wrong, and its fixes make it run', async ({ editor }) => {
  const { page } = editor;
  await page.locator('.example').last().click();
  await expect(editor.cards.first()).toBeVisible();
  await editor.engineIsReady();
  await page.getByRole('button', { name: /\d+ problems?/ }).click();
  const fixes = editor.dock.locator('.problem').getByRole('button', { name: /^(Move|Wire|Remove)/ });
  await expect(fixes).not.toHaveCount(0);
  while ((await fixes.count()) > 0) {
    const before = await fixes.count();
    await fixes.first().click();
    await expect(fixes).toHaveCount(before - 1);
  }
  await editor.run();
  await expect(editor.runState).toHaveAttribute('data-status', /^(succeeded|checks-failed)$/, { timeout: 45_000 });
});

test('the inspector shows what a node did to its table', async ({ editor }) => {
  await editor.openExample('Penguin species');
  await editor.runSucceeds();
  await editor.page.locator('[data-node-id]', { hasText: 'Missing values' }).locator('.card-title').click();
  await editor.inspector.getByRole('tab', { name: 'Changes' }).click();
  await expect(editor.inspector.getByText('10 cells · 10 filled')).toBeVisible();
  await expect(editor.inspector.getByText('344 → 344')).toBeVisible();
});
