import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFlow } from '../../contract/flow-file.ts';
import { sketch } from '../harness/sketch.ts';
import { expect, test } from './millrace-test.ts';

const longTraining = sketch({
  name: 'Long training',
  nodes: {
    data: { type: 'source.sample', params: { name: 'churn', rows: 20_000 } },
    split: 'split.train-test',
    net: { type: 'train.neural-network', params: { epochs: 10_000, earlyStop: 10_000 } },
  },
  wires: ['data.table > split.table', 'split.table > net.table'],
});

test('training is watched live on the card and in the inspector, and stopping it is no failure', async ({
  editor,
  host,
}) => {
  const { page } = editor;
  writeFileSync(join(host.workspace, 'long.flow.json'), writeFlow(longTraining));
  await page.getByRole('button', { name: 'Open…' }).click();
  await page.getByText('long.flow.json').dblclick();
  await expect(editor.cards).toHaveCount(3);
  await editor.engineIsReady();
  await editor.run();

  const net = editor.card('net');
  await expect(net).toHaveAttribute('data-status', 'running', { timeout: 20_000 });
  const curve = net.locator('.card-plot polyline').first();
  await expect(curve).toBeAttached({ timeout: 20_000 });
  const first = await curve.getAttribute('points');
  await expect(curve).not.toHaveAttribute('points', first ?? '', { timeout: 20_000 });
  const progress = await net.getAttribute('aria-label');
  await expect(net).not.toHaveAttribute('aria-label', progress ?? '', { timeout: 20_000 });

  await editor.select('net');
  await editor.inspector.getByRole('tab', { name: 'Live' }).click();
  await expect(editor.inspector.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(editor.runState).toHaveAttribute('data-status', 'cancelled');
  await editor.expectStatus('done', 'data', 'split');
  await editor.expectStatus('cancelled', 'net');
});
