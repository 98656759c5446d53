import type { Locator } from '@playwright/test';
import type { Editor } from './editor.ts';
import { expect, test } from './millrace-test.ts';

const middleOf = async (place: Locator): Promise<readonly [number, number]> => {
  const box = await place.boundingBox();
  if (!box) throw new Error('not in view');
  return [box.x + box.width / 2, box.y + box.height / 2];
};

/** Takes a wire from one place and holds it over another. */
const hold = async ({ page }: Editor, from: Locator, over: Locator): Promise<void> => {
  await page.mouse.move(...(await middleOf(from)));
  await page.mouse.down();
  await page.mouse.move(...(await middleOf(over)), { steps: 15 });
};

test('a wire held over a port it may not go to says why, and the ports it may go to stand out', async ({ editor }) => {
  const { page } = editor;
  await editor.openExample('Penguin species');
  const tip = page.locator('.wiring-tip');
  await hold(editor, editor.output('split.table'), editor.input('scores.predictions'));
  await expect(tip).toHaveText('Expects predictions, this is a table.', { timeout: 600 });
  await expect(editor.input('scores.predictions')).toHaveAttribute('data-verdict', 'refused');
  await expect(editor.input('search.table')).toHaveAttribute('data-verdict', 'fits');
  await page.mouse.up();
});

test('a wire that would close a loop names the nodes on it', async ({ editor }) => {
  await editor.openExample('Penguin species');
  await hold(editor, editor.output('fill.table'), editor.input('split.table'));
  await expect(editor.page.locator('.wiring-tip')).toContainText('would make a loop through');
  await editor.page.mouse.up();
  await expect(editor.wires).toHaveCount(10);
});

test('the end of a wire is moved to another port, or let go on the empty canvas to delete it', async ({ editor }) => {
  const { page } = editor;
  await editor.newFlow();
  await editor.drag('source.sample', 120, 80);
  await editor.drag('split.train-test', 460, 60);
  await editor.drag('split.k-fold', 460, 280);
  await editor.wire('sample.table', 'train-test.table');
  const end = page.locator('.react-flow__edgeupdater-target');
  await hold(editor, end, editor.input('k-fold.table'));
  await page.mouse.up();
  const wire = (to: string): Locator => page.locator(`.react-flow__edge[data-id="sample.table→${to}.table"]`);
  await expect(wire('k-fold')).toHaveCount(1);
  await expect(editor.wires).toHaveCount(1);
  await editor.undo();
  await expect(wire('train-test')).toHaveCount(1);
  await expect(editor.wires).toHaveCount(1);
  await page.mouse.move(...(await middleOf(end)));
  await page.mouse.down();
  const [x, y] = await middleOf(editor.card('sample'));
  await page.mouse.move(x, y + 220, { steps: 12 });
  await page.mouse.up();
  await expect(editor.wires).toHaveCount(0);
  await editor.undo();
  await expect(editor.wires).toHaveCount(1);
});
