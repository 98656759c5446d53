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
  const fixes = editor.dock
    .locator('[data-severity="error"]')
    .getByRole('button', { name: /^(Move|Wire|Insert|Remove|Add|Set|Choose|Use|Give)/ });
  await expect(fixes.first()).toBeVisible();
});
