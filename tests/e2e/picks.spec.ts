import type { Locator } from '@playwright/test';
import { sketch } from '../harness/sketch.ts';
import type { Editor } from './editor.ts';
import { expect, test } from './millrace-test.ts';

const flow = sketch({
  name: 'Rows behind figures',
  nodes: {
    flowers: { type: 'source.sample', params: { name: 'iris' } },
    split: { type: 'split.train-test', params: { test: 0.4 } },
    tree: { type: 'train.random-forest', params: { trees: 10 } },
    scores: 'evaluate.classification-metrics',
    numbers: { type: 'source.sample', params: { name: 'linear', rows: 400 } },
    cut: 'split.train-test',
    line: 'train.linear-regression',
    errors: 'evaluate.regression-metrics',
  },
  wires: [
    'flowers.table > split.table',
    'split.table > tree.table',
    'tree.predictions > scores.predictions',
    'numbers.table > cut.table',
    'cut.table > line.table',
    'line.predictions > errors.predictions',
  ],
});

test.use({ opens: flow });

const opened = async (editor: Editor, node: string): Promise<Locator> => {
  const { dock } = editor;
  await expect(editor.cards).toHaveCount(8);
  await editor.engineIsReady();
  await editor.runSucceeds();
  await editor.select(node);
  await dock.getByRole('tab', { name: 'Metrics' }).click();
  return dock;
};

const shoot = (editor: Editor, name: string) =>
  editor.page.screenshot({ path: `test-results/looks/${name}.png`, animations: 'disabled' });

test('a click on a cell of the confusion matrix shows its rows, with what they look like, and leads back', async ({
  editor,
}) => {
  const dock = await opened(editor, 'scores');
  const confusion = dock.locator('figure').filter({ hasText: 'Confusion matrix' });
  const cell = confusion
    .locator('svg .mark-text text')
    .filter({ hasText: /^[1-9]/ })
    .first();
  const rows = Number(await cell.textContent());
  await cell.click();
  await expect(dock.getByRole('status')).toContainText(`· ${rows} rows`);
  await expect(dock.getByRole('grid')).toHaveAttribute('aria-rowcount', String(rows + 1));
  await expect(dock.getByRole('columnheader', { name: /sepal_length/ })).toBeAttached();
  await shoot(editor, 'picked-light-1440');
  await dock.getByRole('button', { name: 'Back to all' }).click();
  await expect(dock.getByRole('tab', { name: 'Metrics' })).toHaveAttribute('aria-selected', 'true');
});

test('the same rows are reached by keys alone, and a line of a table leads to its row', async ({ editor }) => {
  const { page } = editor;
  const dock = await opened(editor, 'scores');
  const trigger = dock.getByRole('button', { name: /^Rows of Confusion matrix/ });
  await trigger.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await shoot(editor, 'picked-menu');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dock.getByRole('status')).toContainText('predicted');
  await expect(dock.getByRole('button', { name: 'Back to all' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dock
    .getByRole('region', { name: /^Classes/ })
    .getByRole('button', { name: 'virginica' })
    .click();
  await expect(dock.getByRole('status')).toContainText('actual virginica');
});

test('an area drawn up over residuals shows the rows in it', async ({ editor }) => {
  const { page } = editor;
  await page.emulateMedia({ colorScheme: 'dark' });
  const dock = await opened(editor, 'errors');
  const plot = dock.getByRole('figure', { name: /^Residuals/ }).locator('.figure-drawing svg');
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.3, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.4), { steps: 4 });
  await page.mouse.move(...at(0.8, 0.7), { steps: 4 });
  await shoot(editor, 'brush-dark');
  await page.mouse.up();
  await expect(dock.getByRole('status')).toContainText(/predicted .+ to .+, predicted − actual .+· \d+ rows/);
  const told = await dock.getByRole('status').textContent();
  const rows = Number(/· (\d+) rows/.exec(told ?? '')?.[1]);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(80);
  await shoot(editor, 'brushed-dark');
});
