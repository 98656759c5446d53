import { expect } from '@playwright/test';
import type { Editor } from './editor.ts';

/**
 * Six nodes, from a file to the metrics of the test part, drawn by hand on the empty canvas of an open flow.
 * `chooseFile` is how this host lets a person choose `penguins.csv`, once the setting's button was pressed.
 */
export const buildPenguins = async (editor: Editor, chooseFile: () => Promise<void>): Promise<void> => {
  const { page } = editor;
  await page.keyboard.press('Control+j');
  await expect(editor.dock).toBeHidden();
  await editor.zoomOut(3);
  await editor.drag('source.csv-file', 110, 110);
  await editor.drag('clean.columns', 330, 110);
  await editor.drag('split.train-test', 560, 110);
  await editor.drag('clean.missing-values', 110, 400);
  await editor.drag('train.random-forest', 330, 400);
  await editor.drag('evaluate.classification-metrics', 560, 400);
  await editor.wire('csv-file.table', 'columns.table');
  await editor.wire('columns.table', 'train-test.table');
  await editor.wire('train-test.table', 'missing-values.table');
  await editor.wire('missing-values.table', 'random-forest.table');
  await editor.wire('random-forest.predictions', 'classification-metrics.predictions');

  await editor.select('csv-file');
  await editor
    .param('path')
    .getByRole('button', { name: /choose$/ })
    .click();
  await chooseFile();
  await expect(editor.param('path').locator('input')).toHaveValue(/penguins\.csv$/);

  await editor.select('columns');
  await editor.param('roles').getByRole('combobox', { name: 'Roles of species' }).click();
  await page.getByRole('option', { name: 'target', exact: true }).click();

  await editor.select('random-forest');
  await editor.type('trees', '120');
};

export const penguinNodes = [
  'csv-file',
  'columns',
  'train-test',
  'missing-values',
  'random-forest',
  'classification-metrics',
] as const;
