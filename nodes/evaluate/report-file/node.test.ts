import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const evil = '<script>alert(1)</script>"\'&';
const flow = sketch({
  name: evil,
  nodes: {
    data: { type: 'source.sample', title: evil, params: { name: 'house-prices', rows: 120, seed: 3 } },
    split: 'split.train-test',
    model: { type: 'train.linear-regression', title: evil },
    scores: 'evaluate.regression-metrics',
    page: { type: 'evaluate.report-file', params: { path: 'report.html' } },
    text: { type: 'evaluate.report-file', params: { path: 'report.md', title: 'Häuser' } },
  },
  wires: [
    'data.table > split.table',
    'split.table > model.table',
    'model.predictions > scores.predictions',
    'scores.report > page.reports',
    'model.model > page.models',
    'scores.report > text.reports',
  ],
});

test('a page holds everything and runs nothing, whatever stands in the flow', async () => {
  await engine.open(flow).run().expect('succeeded');
  const html = await readFile(join(engine.folder, 'report.html'), 'utf8');
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<iframe|<link|\son\w+=|javascript:/i);
  expect(html).not.toMatch(/(?:src|href)="(?!#)/);
  expect(html).toContain('&lt;script&gt;alert(1)');
  expect(html.match(/<figure/g)?.length).toBeGreaterThan(1);
  expect(html).toContain('Model card');
  expect(html).toMatch(/<td>r2<\/td>/);
  const text = await readFile(join(engine.folder, 'report.md'), 'utf8');
  expect(text).toMatch(/^# Häuser\n/);
  expect(text).toMatch(/\| r2 \| .* \| test \| [\d.]+ \|/);
  expect(text).not.toContain('<script>');
});
