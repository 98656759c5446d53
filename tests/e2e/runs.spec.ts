import { sketch } from '../harness/sketch.ts';
import type { Editor } from './editor.ts';
import { expect, test } from './millrace-test.ts';

test.use({
  opens: sketch({
    name: 'Two learners',
    nodes: {
      numbers: { type: 'source.sample', params: { name: 'linear', rows: 400 } },
      split: 'split.train-test',
      line: 'train.linear-regression',
      forest: { type: 'train.random-forest', params: { trees: 20 } },
      errors: 'evaluate.regression-metrics',
    },
    wires: [
      'numbers.table > split.table',
      'split.table > line.table',
      'split.table > forest.table',
      'line.predictions > errors.predictions',
      'forest.predictions > errors.predictions',
    ],
  }),
});

const runTwice = async (editor: Editor): Promise<void> => {
  await expect(editor.cards).toHaveCount(5);
  await editor.engineIsReady();
  await editor.runSucceeds();
  await editor.select('split');
  await editor.type('test', '0.35');
  await editor.runSucceeds();
  await editor.dock.getByRole('tab', { name: 'Runs' }).click();
  await expect(editor.dock.getByRole('checkbox')).toHaveCount(2);
};

test('two runs are compared: what changed in the flow, and what it did to each metric', async ({ editor }) => {
  await runTwice(editor);
  const { dock } = editor;
  for (const box of await dock.getByRole('checkbox').all()) await box.check();
  await dock.getByRole('button', { name: 'Compare' }).click();
  const comparison = dock.getByRole('region', { name: 'Comparison of two runs' });
  await expect(comparison.getByRole('listitem')).toContainText(['Test share0.2 → 0.35']);
  await expect(comparison.getByRole('row', { name: /RMSE/ }).first()).toContainText(/better|worse/);
  await comparison.getByRole('button', { name: 'All runs' }).click();
  await expect(dock.getByRole('checkbox')).toHaveCount(2);
});

test('the flow of an earlier run comes back as one step, and undo brings the later one', async ({ editor }) => {
  await runTwice(editor);
  const test35 = editor.param('test').locator('input.field').first();
  await editor.dock.getByRole('button', { name: 'Bring back the flow of this run' }).last().click();
  await editor.select('split');
  await expect(test35).toHaveValue('0.2');
  await editor.undo();
  await expect(test35).toHaveValue('0.35');
});

test('fits are sorted by what they took, filtered, and drawn as seconds against score', async ({ editor }) => {
  await runTwice(editor);
  const { dock } = editor;
  await dock.getByRole('button', { name: 'Fits' }).click();
  await dock.getByRole('button', { name: 'Took' }).click();
  await expect(dock.getByRole('columnheader', { name: 'Took' })).toHaveAttribute('aria-sort', 'ascending');
  const all = await dock.getByRole('row').count();
  await dock.getByPlaceholder('Filter').fill('forest');
  await expect.poll(() => dock.getByRole('row').count()).toBeLessThan(all);
  await dock.getByRole('button', { name: 'Time and score' }).click();
  await expect(dock.locator('.figure-drawing svg, .figure-drawing canvas').first()).toBeVisible();
});

test('the books are readable in both themes, on a large screen and on a small one', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page, dock } = editor;
  await runTwice(editor);
  for (const box of await dock.getByRole('checkbox').all()) await box.check();
  const looks = (['light', 'dark'] as const).flatMap((theme) => [
    { theme, width: 1440, height: 900 },
    { theme, width: 1024, height: 700 },
  ]);
  for (const { theme, width, height } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme });
    const shoot = (name: string) =>
      page.screenshot({ path: `test-results/looks/${name}-${theme}-${width}.png`, animations: 'disabled' });
    await dock.getByRole('button', { name: 'Runs', exact: true }).click();
    await shoot('runs');
    await dock.getByRole('button', { name: 'Compare' }).click();
    await shoot('runs-compared');
    await dock.getByRole('button', { name: 'All runs' }).click();
    await dock.getByRole('button', { name: 'Time and score' }).click();
    await expect(dock.locator('.figure-drawing svg, .figure-drawing canvas').first()).toBeVisible();
    await shoot('runs-figure');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBe(0);
  }
});
