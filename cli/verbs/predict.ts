import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { emptyFlow, type Flow } from '../../contract/flow.ts';
import { WrongUsage } from '../exit-codes.ts';
import { withEngine } from '../local-engine.ts';
import { runDisplay } from '../run-display.ts';
import { runExitCodes, runFlow } from '../run-flow.ts';
import type { Verb } from '../verb.ts';

const sources: Readonly<Record<string, string>> = {
  csv: 'source.csv-file',
  tsv: 'source.csv-file',
  txt: 'source.csv-file',
  gz: 'source.csv-file',
  zst: 'source.csv-file',
  json: 'source.json-file',
  ndjson: 'source.json-file',
  jsonl: 'source.json-file',
  parquet: 'source.parquet-file',
  xlsx: 'source.excel-file',
};

const sourceOf = (path: string): string => {
  const type = sources[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
  if (!type) throw new WrongUsage(`predict reads ${Object.keys(sources).join(', ')} files, not ${basename(path)}`);
  return type;
};

interface Files {
  readonly bundle: string;
  readonly data: string;
  readonly out: string;
}

const node = (type: string, params: Record<string, string> = {}) => ({ type, version: 1, params });

/** The flow that somebody would draw for this. */
const flowOf = ({ bundle, data, out }: Files): Flow => ({
  ...emptyFlow(),
  nodes: {
    model: node('source.model-file', { path: bundle }),
    data: node(sourceOf(data), { path: data }),
    predictions: node('evaluate.predict'),
    file: node('evaluate.table-file', { path: out }),
  },
  edges: [
    { from: 'model.model', to: 'predictions.model' },
    { from: 'data.table', to: 'predictions.table' },
    { from: 'predictions.predictions', to: 'file.table' },
  ],
});

export const predict: Verb = {
  name: 'predict',
  usage: 'BUNDLE DATA --out FILE [--workers N]',
  summary:
    'Predicts the rows of a data file with a model that “Model file” has written: CSV, JSON, Parquet or Excel in, CSV, NDJSON or Parquet out. The model is verified first. Exits with 1 where a column is missing or the model is damaged.',
  example: 'millrace predict penguins.millrace-model new.csv --out predictions.csv',
  options: { out: { type: 'string' }, workers: { type: 'string' } },
  takes: [2, 2],
  run: async (call) => {
    const [bundle = '', data = ''] = call.positionals.map((path) => resolve(path));
    const out = call.text('out');
    if (out === undefined) throw new WrongUsage('predict needs --out FILE for the predictions');
    const files = { bundle, data, out: resolve(out) };
    const flow = flowOf(files);
    const folder = await mkdtemp(join(tmpdir(), 'millrace-predict-'));
    const place = { folder, store: join(folder, 'store'), granted: [bundle, data, dirname(files.out)] };
    try {
      const state = await withEngine(call.count('workers'), (engine) =>
        runFlow(engine, { place, flow, reuse: false }, runDisplay(false)),
      );
      return runExitCodes[state.status];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
