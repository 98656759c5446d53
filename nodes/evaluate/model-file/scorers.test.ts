import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Flow } from '../../../contract/flow.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { openEngine, type TestEngine } from '../../../tests/harness/engine.ts';
import { sketch } from '../../../tests/harness/sketch.ts';

const engines: TestEngine[] = [];
const open = async (): Promise<TestEngine> => {
  const engine = await openEngine();
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

const churn = { type: 'source.sample', params: { name: 'churn', rows: 400, seed: 3, missing: 0.1 } };
const houses = { type: 'source.sample', params: { name: 'house-prices', rows: 300, seed: 3 } };

interface Trained {
  readonly data: { readonly type: string; readonly params: JsonObject };
  readonly learner: { readonly type: string; readonly params?: JsonObject };
  /** Between the split and the learner, in order. */
  readonly steps?: readonly (string | { readonly type: string; readonly params: JsonObject })[];
  readonly files: Readonly<Record<string, JsonObject>>;
}

const trained = ({ data, learner, steps = [], files }: Trained): Flow => {
  const chain = ['data', 'split', ...steps.map((_, at) => `step${at}`), 'model'];
  return sketch({
    nodes: {
      data,
      split: 'split.train-test',
      ...Object.fromEntries(steps.map((step, at) => [`step${at}`, step])),
      model: learner,
      ...Object.fromEntries(Object.entries(files).map(([id, params]) => [id, { type: 'evaluate.model-file', params }])),
    },
    wires: [
      ...chain.slice(1).map((id, at) => `${chain[at]}.table > ${id}.table`),
      ...Object.keys(files).map((id) => `model.model > ${id}.model`),
    ],
  });
};

const all = {
  onnx: { path: 'model.onnx', format: 'onnx' },
  js: { path: 'model.mjs', format: 'javascript' },
  py: { path: 'model.py', format: 'python' },
};

const written = async (asked: Omit<Trained, 'files'>) => {
  const engine = await open();
  const run = await engine
    .open(trained({ ...asked, files: all }))
    .run()
    .expect('succeeded');
  const facts = Object.fromEntries(run.report('js').facts.map(({ label, value }) => [label, value]));
  return { folder: engine.folder, run, facts };
};

const ask = (command: string, folder: string, file: string, args: readonly string[], input = ''): string =>
  execFileSync(command, [join(folder, file), ...args], { input, encoding: 'utf8' });

describe('a scorer answers as the model does', () => {
  test.each([
    ['train.logistic-regression', {}],
    ['train.random-forest', { trees: 10 }],
    ['train.gradient-boosting', { rounds: 20 }],
    ['train.k-nearest-neighbours', {}],
    ['train.naive-bayes', {}],
    ['train.baseline', {}],
    ['train.neural-network', { layers: [4], epochs: 2 }],
  ])('for classes: %s', async (type, params) => {
    const { folder, facts, run } = await written({ data: churn, learner: { type, params } });
    expect(run.report('py').findings).toEqual([]);
    expect(facts['Answers compared']).toMatch(/^40, run as JavaScript/);
    for (const [command, file] of [
      ['node', 'model.mjs'],
      ['python3', 'model.py'],
    ] as const)
      expect(ask(command, folder, file, ['--check'])).toBe('20 rows are answered as they were.\n');
  });

  test.each([
    ['train.linear-regression', {}],
    ['train.random-forest', { trees: 10 }],
    ['train.gradient-boosting', { rounds: 20, loss: 'poisson' }],
    ['train.k-nearest-neighbours', { weights: 'uniform', metric: 'manhattan' }],
    ['train.baseline', { strategy: 'median' }],
    ['train.neural-network', { layers: [4], epochs: 2, activation: 'tanh' }],
  ])('for numbers: %s', async (type, params) => {
    const { facts, run } = await written({ data: houses, learner: { type, params } });
    expect(run.report('py').findings).toEqual([]);
    expect(facts['Answers compared']).toMatch(/^20, run as JavaScript/);
  });
});

const calibratedFlow = (data: Trained['data'], method: string): Flow =>
  sketch({
    nodes: {
      data,
      split: { type: 'split.train-test', params: { validation: 0.3 } },
      model: { type: 'train.logistic-regression', params: { classWeight: 'balanced' } },
      calibrate: { type: 'train.calibrate', params: { method } },
      ...Object.fromEntries(Object.entries(all).map(([id, params]) => [id, { type: 'evaluate.model-file', params }])),
    },
    wires: [
      'data.table > split.table',
      'split.table > model.table',
      'model.model > calibrate.model',
      'model.predictions > calibrate.predictions',
      ...Object.keys(all).map((id) => `calibrate.model > ${id}.model`),
    ],
  });

describe('a calibrated model is exported with its curve', () => {
  const penguins = { type: 'source.sample', params: { name: 'penguins' } };
  test.each([
    ['sigmoid', 'two classes', churn],
    ['isotonic', 'two classes', churn],
    ['sigmoid', 'three classes', penguins],
    ['isotonic', 'three classes', penguins],
  ])('%s, %s', async (method, _, data) => {
    const engine = await open();
    const run = await engine.open(calibratedFlow(data, method)).run().expect('succeeded');
    for (const id of Object.keys(all)) {
      expect(run.report(id).findings).toEqual([]);
      expect(run.report(id).facts.find(({ label }) => label === 'Answers compared')?.value).toMatch(/^[1-9]/);
    }
    for (const [command, file] of [
      ['node', 'model.mjs'],
      ['python3', 'model.py'],
    ] as const)
      expect(ask(command, engine.folder, file, ['--check'])).toMatch(/^\d+ rows are answered as they were/);
  });
});

/** One column of each type, gaps, spellings, dates, and words. */
const diary = (() => {
  const columns = ['amount', 'count:integer', 'late:boolean', 'town:category', 'note:text', 'sent:datetime', 'price'];
  const towns = ['Köln ', 'köln', 'Bonn', "L'Aquila", 'Zürich', ' Ærø', 'Rare'];
  const notes = ['late parcel, broken box', 'fine', 'Parcel FINE parcel', 'größe passt nicht', '', 'box 12 lost'];
  const rows = Array.from({ length: 120 }, (_, at) => [
    at % 11 === 3 ? null : ((at * 37) % 101) / 7 - 3,
    at % 13 === 5 ? null : (at * 17) % 23,
    at % 7 === 0 ? null : at % 3 === 0,
    at % 9 === 4 ? null : (towns[at === 60 ? 6 : (at * 5) % 6] ?? null),
    at % 8 === 6 ? null : (notes[(at * 7) % 6] ?? null),
    at % 10 === 2 ? null : `20${20 + (at % 5)}-${`0${(at % 12) + 1}`.slice(-2)}-${10 + (at % 19)} 0${at % 10}:30:00`,
    ((at * 53) % 97) + (at % 3) * 10,
  ]);
  const named = columns.map((text) => {
    const [name = '', type = 'number'] = text.split(':');
    return { name, type };
  });
  return { type: 'source.inline-table', params: { columns: named, rows } };
})();

const formulas = [
  ['area', 'amount * count - 2 ^ (count / 10)'],
  ['size', "if(count > 10, 'large', count is missing, 'unknown', 'small')"],
  ['label', "concat(upper(town), '/', substring(note, 1, 3), '/', count, '/', round(amount, 1))"],
  ['logged', 'log(amount) + log10(abs(amount) + 1) + sqrt(max(amount, 0.5))'],
  ['days', 'days_between(2021-03-01, sent) + coalesce(hour(sent), -1) * minute(sent)'],
  ['odd', 'count % 3 in (1, 2) and not (late or amount between -1 and 3)'],
  ['cut', "length(trim(replace(note, 'box', ''))) + floor(amount) - ceil(amount) + sign(amount)"],
  ['shown', 'text(amount)'],
  ['day', "date(concat(2000 + count, '-01-0', 1 + count % 9)) is missing"],
].map(([name = '', expression = '']) => ({ type: 'clean.formula', params: { name, expression } }));

describe('a scorer takes raw rows through', () => {
  const linear = { type: 'train.linear-regression' };

  test.each<[string, Trained['steps']]>([
    ['formulas', formulas],
    [
      'tidied texts, rare levels and encodings',
      [
        { type: 'clean.tidy-text', params: { letterCase: 'lower' } },
        { type: 'clean.rare-levels', params: { minShare: 0.02, merge: { "l'aquila": 'aquila' } } },
        { type: 'clean.formula', params: { name: 'copy', expression: 'town' } },
        { type: 'clean.formula', params: { name: 'again', expression: "concat(town, '!')" } },
        {
          type: 'clean.encode',
          params: {
            columns: ['town', 'copy', 'late'],
            byColumn: { town: { method: 'one-hot' }, copy: { method: 'target' }, again: { method: 'frequency' } },
          },
        },
        { type: 'clean.encode', params: { columns: ['note'], method: 'hash', buckets: 5 } },
      ],
    ],
    [
      'types, dates, gaps, outliers and scales',
      [
        { type: 'clean.types', params: { types: { count: 'number', late: 'integer' } } },
        { type: 'clean.date-features', params: { since: '2020-02-29' } },
        { type: 'clean.missing-values', params: { indicator: 'yes', byColumn: { count: { method: 'mean' } } } },
        { type: 'clean.outliers', params: { method: 'z', action: 'clip' } },
        { type: 'clean.formula', params: { name: 'copy', expression: 'amount' } },
        { type: 'clean.scale', params: { byColumn: { copy: { method: 'yeo-johnson' }, count: { method: 'robust' } } } },
        { type: 'clean.columns', params: { rename: { amount: 'count', count: 'amount' } } },
      ],
    ],
    [
      'words, and a choice of features',
      [
        { type: 'clean.text-features', params: { columns: ['note'], minRows: 1 } },
        { type: 'clean.text-features', params: { columns: ['town'], method: 'hash', buckets: 7, sublinear: true } },
        { type: 'clean.select-features', params: { keep: 12 } },
      ],
    ],
  ])('%s', async (_, steps) => {
    const roles = { type: 'clean.columns', params: { roles: { price: 'target' } } };
    const { run, facts } = await written({ data: diary, learner: linear, steps: [roles, ...(steps ?? [])] });
    expect(run.report('py').findings).toEqual([]);
    expect(facts['Answers compared']).toBe('20, run as JavaScript');
  });
});
