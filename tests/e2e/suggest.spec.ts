import { expect, test } from './millrace-test.ts';

test('rules are learned from the table that comes in, ticked, and taken in one step that can be undone', async ({
  editor,
}) => {
  const { page } = editor;
  await editor.openExample('Customer churn');
  await editor.select('rules');
  await editor.inspector.getByRole('button', { name: 'Learn rules from this table' }).click();
  const review = page.getByRole('dialog', { name: 'Learn rules from this table' });
  await expect(review.getByText('has not been made yet')).toBeVisible();
  await review.getByRole('button', { name: /Run to here/ }).click();

  await expect(review.getByText(/0 of \d+ suggestions ticked/)).toBeVisible({ timeout: 45_000 });
  await review.getByLabel('Find among the suggestions').fill('age required');
  const first = review.locator('.suggest-one').first();
  const text = await first.locator('code').innerText();
  await first.getByRole('checkbox').check();
  await review.getByRole('button', { name: 'Take 1 suggestion' }).click();
  await expect(review).toBeHidden();
  const rules = editor.param('rules').locator('.chip');
  await expect(rules.last()).toHaveText(text);
  const taken = await rules.count();
  await page.keyboard.press('Control+z');
  await expect(rules).toHaveCount(taken - 1);
});
