import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../algorithms/random/random.ts';
import type { Column } from '../../contract/column.ts';
import type { SqlValue } from '../../contract/context.ts';
import type { Flow } from '../../contract/flow.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Model } from '../../contract/values.ts';
import { runLearner } from '../../engine/learning/run-learner.ts';
import { openEngine } from '../harness/engine.ts';
import { millrace, temporaryFolder } from '../harness/millrace.ts';
import { sketch } from '../harness/sketch.ts';
import { column, tableOf } from './flow-by-hand.ts';
import { openStep } from './open-step.ts';

const folder = await temporaryFolder();
const engine = await openEngine();
afterAll(() => engine.close());

const quick = { filters: [4, 6], layers: [16], epochs: 3, batchSize: 64 };

/** A network on digits of 8 × 8 pixels, which conv1d takes as 64 steps. */
const digits = (params: JsonObject): Flow =>
  sketch({
    nodes: {
      digits: { type: 'source.sample', params: { name: 'digits' } },
      split: 'split.train-test',
      network: { type: 'train.neural-network', params: { ...quick, ...params } },
      keep: { type: 'evaluate.model-file', params: { path: 'network.millrace-model' } },
      raw: { type: 'evaluate.table-file', params: { path: 'digits.csv', parts: false } },
      told: { type: 'evaluate.table-file', params: { path: 'told.csv' } },
    },
    wires: [
      'digits.table > split.table',
      'split.table > network.table',
      'network.model > keep.model',
      'digits.table > raw.table',
      'network.predictions > told.table',
    ],
  });

const cells = async (name: string): Promise<readonly Readonly<Record<string, string>>[]> => {
  const [head = '', ...lines] = (await readFile(join(folder, name), 'utf8')).trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])));
};

/** Bars in images of 6 × 6, upright ones rarer than level ones. */
const bars = (): readonly (readonly [kind: string, ...pixels: number[]])[] => {
  const random = createRandom(4);
  return Array.from({ length: 60 }, (_, row) => {
    const isUpright = row % 4 === 0;
    const place = random.below(6);
    const pixels = Array.from({ length: 36 }, (_pixel, at) =>
      (isUpright ? at % 6 : Math.floor(at / 6)) === place ? 200 + random.below(50) : random.below(90),
    );
    return [isUpright ? 'upright' : 'level', ...pixels];
  });
};

const trainedOn = async (
  columns: readonly Column[],
  rows: readonly (readonly SqlValue[])[],
  params: JsonObject,
): Promise<Model> => {
  const step = await openStep();
  try {
    const table = await tableOf(step.context, columns, rows);
    const request = { type: 'train.neural-network', params: { ...quick, useAllRows: true, ...params }, table };
    return (await runLearner(step.services, step.step, request)).model;
  } finally {
    await step.close();
  }
};

describe.each(['conv1d', 'conv2d'])('%s', (kind) => {
  test('a fit tells how far it is within an epoch, and the losses of both parts behind each', async () => {
    const run = await engine.open(digits({ kind })).run({ only: 'network' }).expect('succeeded');
    const points = run.events.flatMap((event) =>
      event.event === 'node.metric' && event.node === 'network' ? [`${event.series} ${event.step}`] : [],
    );
    const series = ['training loss', 'training accuracy', 'validation loss', 'validation accuracy'];
    // Points that follow each other closely are thinned out, but for the last.
    expect(points).toEqual(expect.arrayContaining([1, 3].flatMap((epoch) => series.map((name) => `${name} ${epoch}`))));
    const told = run.events.flatMap((event) =>
      event.event === 'node.progress' && event.node === 'network' ? [event.text] : [],
    );
    expect(told).toEqual(expect.arrayContaining([expect.stringMatching(/^epoch \d of 3$/)]));
  });

  test('the fit is in the ledger, and its report and its model tell what was built and scaled', async () => {
    const opened = engine.open(digits({ kind }));
    const run = await opened.run({ only: 'network' }).expect('succeeded');
    const fits = await opened.client.call('engine.fits', { place: opened.place });
    expect(fits.findLast(({ params }) => params['kind'] === kind)).toMatchObject({
      type: 'train.neural-network',
      task: 'classification',
      purpose: 'fit',
      rows: 1258,
      features: 64,
      params: { ...quick, kind },
      seconds: expect.any(Number),
      peakBytes: expect.any(Number),
      score: { metric: expect.any(String), value: expect.any(Number) },
    });
    expect(run.output('network', 'model')).toMatchObject({
      preparation: ['All values scaled alike, to mean 0 and deviation 1'],
    });
    const facts = new Map(run.report('network').facts.map(({ label, value }) => [label, value]));
    const size = kind === 'conv1d' ? '3' : '3 × 3';
    expect(facts.get('Layers')).toContain(`4 filters of ${size} → largest of`);
    expect(facts.get('Layers')).toMatch(/→ 16 units → 10 units$/);
    expect(facts.get('Epochs')).toMatch(/^3/);
  });

  test('settings that no memory would hold are refused before anything is taken, with what to make smaller', async () => {
    const wide = digits({ kind, filters: [512, 512], batchSize: 65_536 });
    const run = await engine.open(wide).run({ only: 'network' }).expect('failed');
    expect(run.node('network').failure).toMatchObject({
      code: 'resource.memory-of-settings',
      message: expect.stringMatching(/^With its settings Neural network needs about [\d,]+ MB/),
      hint: expect.stringContaining('a smaller batch'),
    });
    expect(run.events.some(({ event }) => event === 'node.metric')).toBe(false);
  });

  test('balanced classes weigh as a column of weights would that says the same', async () => {
    const rows = bars();
    const pixels = Array.from({ length: 36 }, (_, at) => column(`pixel_${at}`, 'number'));
    const kinds = column('kind', 'category', 'target');
    const share = (name: string): number => rows.length / (2 * rows.filter(([own]) => own === name).length);
    const params = { kind, filters: [3] };
    const balanced = await trainedOn([kinds, ...pixels], rows, { ...params, classWeight: 'balanced' });
    const weighted = await trainedOn(
      [kinds, ...pixels, column('weight', 'number', 'weight')],
      rows.map((row) => [...row, share(row[0])]),
      params,
    );
    expect(weighted.estimator.arrays).toEqual(balanced.estimator.arrays);
    const plain = await trainedOn([kinds, ...pixels], rows, params);
    expect(plain.estimator.arrays).not.toEqual(balanced.estimator.arrays);
  });
});

test('saved models answer in a program of their own what they answered in the flow', async () => {
  const one = digits({ kind: 'conv1d' });
  const { network, keep, told } = one.nodes;
  if (!network || !keep || !told) throw new Error('they are in the sketch');
  const both = {
    ...one,
    nodes: {
      ...one.nodes,
      network2: { ...network, params: { ...quick, kind: 'conv2d' } },
      keep2: { ...keep, params: { path: 'network2.millrace-model' } },
      told2: { ...told, params: { path: 'told2.csv' } },
    },
    edges: [
      ...one.edges,
      { from: 'split.table', to: 'network2.table' },
      { from: 'network2.model', to: 'keep2.model' },
      { from: 'network2.predictions', to: 'told2.table' },
    ],
  };
  await writeFile(join(folder, 'both.flow.json'), JSON.stringify(both));
  expect(await millrace(['run', 'both.flow.json'], folder)).toMatchObject({ code: 0 });
  for (const number of ['', '2']) {
    const predict = ['predict', `network${number}.millrace-model`, 'digits.csv', '--out', 'again.csv'];
    expect(await millrace(predict, folder)).toMatchObject({ code: 0 });
    const again = new Map((await cells('again.csv')).map((row) => [row['row'], row]));
    const before = await cells(`told${number}.csv`);
    expect(before.length).toBe(539);
    for (const { part: _, ...row } of before) expect(again.get(row['row'])).toMatchObject(row);
  }
});
