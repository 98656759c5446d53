import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/json.ts';
import { drawable } from '../../../tests/harness/drawable.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

interface Setup {
  readonly params?: JsonObject;
  readonly split?: JsonObject;
  readonly table?: boolean;
  readonly learner?: string;
  readonly data?: JsonObject;
}

const flow = ({ params = {}, split = { validation: 0.3 }, table = false, ...setup }: Setup = {}) =>
  sketch({
    nodes: {
      data: { type: 'source.sample', params: { name: 'churn', rows: 300, ...setup.data } },
      split: { type: 'split.train-test', params: split },
      learner: setup.learner ?? 'train.naive-bayes',
      threshold: { type: 'tune.threshold', params },
      scores: 'evaluate.classification-metrics',
    },
    wires: [
      'data.table > split.table',
      'split.table > learner.table',
      'learner.model > threshold.model',
      'learner.predictions > threshold.predictions',
      'threshold.predictions > scores.predictions',
      ...(table ? ['split.table > threshold.table'] : []),
    ],
  });

const run = (setup?: Setup) => engine.open(flow(setup)).run();

describe('tune.threshold', () => {
  it('writes the threshold into the model and into the predictions', async () => {
    const done = await run({ params: { objective: 'cost', costFalseNegative: 20 } }).expect('succeeded');
    const model = done.output('threshold', 'model');
    const threshold = model.kind === 'model' ? model.threshold : 1;
    expect(threshold).toBeLessThan(0.5);
    const { page } = await done.page('threshold', 'predictions', { limit: 500 });
    const { study } = done.report('threshold');
    expect(study?.chosen).toBe(threshold);
    const columns = done.output('threshold', 'predictions');
    const names = columns.kind === 'predictions' ? columns.columns.map(({ name }) => name) : [];
    const [predicted, positive] = [names.indexOf('predicted'), names.length - 1];
    for (const { cells } of page)
      expect(cells[predicted]).toBe(study?.classes[Number(cells[positive]) >= threshold ? 1 : 0]);
  });

  it('chooses on validation rows alone, and what it reports of them is what the metrics say', async () => {
    const done = await run({ params: { objective: 'balanced-accuracy' } }).expect('succeeded');
    for (const figure of done.report('threshold').figures) expect(drawable(figure)).toEqual([]);
    const own = done.report('threshold').metrics.find(({ name }) => name === 'balanced-accuracy');
    const measured = done.metric('scores', 'balanced-accuracy', 'validation');
    expect(own?.value).toBeCloseTo(measured.value ?? 0, 12);
    expect(own?.n).toBe(measured.n);
    const { study } = done.report('threshold');
    expect((study?.positives ?? 0) + (study?.negatives ?? 0)).toBe(measured.n);
  });

  it('takes a fixed one as it is given', async () => {
    const done = await run({ params: { objective: 'fixed', threshold: 0.137 } }).expect('succeeded');
    expect(done.output('threshold', 'model')).toMatchObject({ threshold: 0.137 });
  });

  it('chooses by fits that did not see a row where there are no validation rows', async () => {
    const done = await run({ split: { validation: 0 }, table: true }).expect('succeeded');
    expect(done.report('threshold').study?.rows).toBe('out-of-fold rows');
    expect(done.report('threshold').facts.find(({ label }) => label === 'Chosen on')?.value).toMatch(/out-of-fold/);
  });

  it('chooses behind a split by time on rows that are later than those a fit has seen', async () => {
    const { data: _, split: __, ...rest } = flow({ table: true }).nodes;
    const sensors = { type: 'source.sample', params: { name: 'drifting-stream', rows: 600 } };
    const split = { type: 'split.time', params: { test: 0.25, validation: 0 } };
    const done = await engine
      .open({ ...flow({ table: true }), nodes: sketch({ nodes: { ...rest, data: sensors, split } as never }).nodes })
      .run()
      .expect('succeeded');
    const { study } = done.report('threshold');
    const table = done.output('split', 'table');
    // Six blocks of the 450 rows, the first of which nothing came before.
    expect(table.kind === 'table' && table.rows).toBe(600);
    expect((study?.positives ?? 0) + (study?.negatives ?? 0)).toBe(375);
    expect(done.node('threshold').findings.map(({ code }) => code)).not.toContain('data.folds-ignore-time');
  });

  it('says what is missing where there are neither', async () => {
    const done = await run({ split: { validation: 0 } }).expect('failed');
    expect(done.node('threshold').failure?.code).toBe('train.no-validation-rows');
  });

  it('wants two classes', async () => {
    const done = await run({ data: { name: 'penguins' } }).expect('failed');
    expect(done.node('threshold').failure?.code).toBe('train.two-classes');
  });

  it('says when no threshold is as precise as was asked', async () => {
    const done = await run({
      params: { objective: 'recall-at-precision', precision: 1 },
      data: { noise: 6, rows: 800 },
    }).expect('succeeded');
    const codes = done.node('threshold').findings.map(({ code }) => code);
    const { value } = done.report('threshold').metrics.find(({ name }) => name === 'precision') ?? {};
    expect(codes.includes('tune.precision-not-reached')).toBe(value !== 1);
  });
});
