import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { millrace, temporaryFolder } from '../harness/millrace.ts';
import { sketch } from '../harness/sketch.ts';

const folder = await temporaryFolder();
const flow = sketch({
  nodes: {
    data: { type: 'source.sample', params: { name: 'house-prices', rows: 120, seed: 3 } },
    split: 'split.train-test',
    model: 'train.linear-regression',
    scores: 'evaluate.regression-metrics',
  },
  wires: ['data.table > split.table', 'split.table > model.table', 'model.predictions > scores.predictions'],
});
await writeFile(join(folder, 'houses.flow.json'), JSON.stringify(flow));

const show = (...args: readonly string[]) => millrace(['show', 'houses.flow.json', 'scores', ...args], folder);

test('a figure of a report is written as SVG and as PNG, light and dark', async () => {
  const wrong = await show('--figure', 'nothing', '--out', 'x.svg');
  expect(wrong.code, wrong.err).toBe(2);
  const name = /its figures: “([^”]+)”/.exec(wrong.err)?.[1] ?? '';
  const drawn = await show('--figure', name, '--out', 'figure.svg');
  expect(drawn.code, drawn.err).toBe(0);
  const svg = await readFile(join(folder, 'figure.svg'), 'utf8');
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
  expect(svg.match(/<path /g)?.length).toBeGreaterThan(10);
  expect((await show('--figure', name, '--out', 'figure.png', '--theme', 'dark', '--width', '500')).code).toBe(0);
  const { width, data } = PNG.sync.read(await readFile(join(folder, 'figure.png')));
  expect(width).toBeGreaterThanOrEqual(1000);
  expect([...data.subarray(0, 4)]).toEqual([0x17, 0x1b, 0x24, 255]);
}, 180_000);

test('a figure needs a file to go to', async () => {
  expect((await show('--figure', 'residuals')).code).toBe(2);
  expect((await show('--figure', 'residuals', '--out', 'x.gif')).code).toBe(2);
}, 60_000);
