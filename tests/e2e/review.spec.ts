import { expect, test } from './millrace-test.ts';

test('labels in doubt are decided on with the keys, can be undone, and count in the next run', async ({ editor }) => {
  const { page } = editor;
  await editor.openExample('Label clean-up');
  await editor.select('labels');
  const open = editor.param('corrections').getByRole('button', { name: /review/i });
  const review = page.getByRole('dialog', { name: 'Review labels' });
  await open.click();
  await expect(review.getByText('for you to keep or to change')).toBeVisible();
  await page.keyboard.press('Escape');
  await editor.runSucceeds();
  await editor.select('labels');
  await open.click();

  await expect(review.getByText('12 of 64 reviewed')).toBeVisible();
  const rows = review.getByRole('table', { name: 'Labels in doubt' }).locator('tbody tr');
  await expect(rows).toHaveCount(50);
  for (let row = 1; row <= 12; row++) await page.keyboard.press('ArrowDown');
  await expect(rows.nth(12)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.press('k');
  await page.keyboard.press('1');
  await expect(review.getByText('15 of 64 reviewed')).toBeVisible();
  await expect(rows.nth(13)).toContainText('kept');
  await page.keyboard.press('Control+z');
  await expect(review.getByText('14 of 64 reviewed')).toBeVisible();

  await review.getByLabel('Take all suggestions above').selectOption({ label: '80 %' });
  await review.getByRole('button', { name: /^Take \d+ suggestions$/ }).click();
  await expect(review.getByText(/^(1[5-9]|[2-6]\d) of 64 reviewed$/)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(review.getByText('14 of 64 reviewed')).toBeVisible();
  await review.getByRole('button', { name: 'Next' }).click();
  await expect(rows).toHaveCount(14);
  await review.getByRole('button', { name: 'Close' }).click();

  await expect(editor.param('corrections')).toContainText('14 labels decided on');
  await editor.runSucceeds();
  await expect(editor.param('corrections')).toContainText('64 in doubt');
});
