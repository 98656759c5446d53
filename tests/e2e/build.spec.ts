import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './browser-host.ts';
import { buildPenguins, penguinNodes } from './build-penguins.ts';
import { expect, test } from './millrace-test.ts';
import { latestRun, resultHashOf } from './run-journal.ts';

test('from an empty canvas to the accuracy on the test part, by mouse', async ({ editor, host }) => {
  const { page } = editor;
  await editor.newFlow();
  await buildPenguins(editor, async () => {
    await page
      .getByRole('list', { name: 'Files' })
      .getByRole('button', { name: /penguins\.csv/ })
      .click();
  });
  await editor.run();
  await expect(editor.runState).toHaveAttribute('data-status', 'running');
  await expect(editor.runState).toHaveAttribute('data-status', 'succeeded', { timeout: 45_000 });
  await editor.expectStatus('done', ...penguinNodes);
  await expect(editor.card('classification-metrics').locator('.card-figure')).toContainText(/accuracy\s*0\.9/i);

  await editor.select('classification-metrics');
  await page.keyboard.press('Control+j');
  await editor.dock.getByRole('tab', { name: 'Metrics' }).click();
  const accuracy = editor.dock
    .locator('.metric-tile')
    .filter({ hasText: /^accuracy/i })
    .first();
  await expect(accuracy).toContainText(/0\.9\d+/);
  await expect(accuracy.locator('.visually-hidden')).toContainText(/interval/i);
  await page.screenshot({ path: 'test-results/penguins-finished.png' });

  await editor.select('random-forest');
  await editor.type('trees', '150');
  await editor.expectStatus('stale', 'random-forest', 'classification-metrics');
  await editor.runSucceeds();
  await editor.expectStatus('reused', 'csv-file', 'columns', 'train-test', 'missing-values');
  await editor.expectStatus('done', 'random-forest', 'classification-metrics');
  await expect(editor.card('csv-file').locator('.card-footer')).toContainText('reused');

  await editor.saveAs('by-mouse.flow.json');
  await editor.runSucceeds();
  const shown = resultHashOf(latestRun(host.workspace));
  expect(shown).toMatch(/^sha256:/);
  const words = ['run', 'by-mouse.flow.json', '--no-cache', '--out', 'out'];
  execFileSync(process.execPath, [commandLine, ...words], { cwd: host.workspace, stdio: 'ignore' });
  const summary = JSON.parse(readFileSync(join(host.workspace, 'out', 'summary.json'), 'utf8'));
  expect(summary).toMatchObject({ status: 'succeeded', resultHash: shown });
});
