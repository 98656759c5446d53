/**
 * Tables side by side with pandas and polars: reading, profiling, cleaning, splitting.
 * `npm run bench -- data [--small] [--patience seconds] [--pairs n] [--peers pandas,polars] [task…]`. Ends with 1 where a gate is missed. Python is that of `MILLRACE_PYTHON`, or `/usr/bin/python3`; polars is that of npm, put there by `npm ci --prefix bench/peers`.
 */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './measure/built.ts';
import { checked } from './measure/checked.ts';
import { type Comparison, compareSides, versionsOf } from './measure/compare-sides.ts';
import { keepResult } from './measure/keep-result.ts';
import { messyFile, numericFile } from './measure/made-up-files.ts';
import { rowCells, rowColumns } from './measure/print.ts';
import type { DataAsk } from './measure/sample.ts';

/** Beside pandas. */
interface Goal {
  readonly what: string;
  readonly goal: number;
  readonly gate: number;
}

const tasks: Readonly<Record<string, Goal>> = {
  'csv-messy': { what: 'messy CSV × 16 → typed table', goal: 0.35, gate: 0.5 },
  'csv-numeric': { what: 'numeric CSV × 29 → table', goal: 0.35, gate: 0.65 },
  'profile-numbers': { what: 'exact profile of float columns', goal: 0.25, gate: 0.6 },
  'profile-texts': { what: 'profile of categories and text', goal: 0.15, gate: 0.35 },
  deduplicate: { what: 'deduplicate', goal: 0.4, gate: 0.6 },
  impute: { what: 'impute', goal: 0.4, gate: 0.6 },
  split: { what: 'stratified split', goal: 0.4, gate: 0.6 },
  'one-hot': { what: 'one-hot into the model matrix', goal: 0.3, gate: 1 },
};

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    small: { type: 'boolean', default: false },
    patience: { type: 'string', default: '60' },
    pairs: { type: 'string', default: '5' },
    peers: { type: 'string', default: 'pandas,polars' },
  },
  allowPositionals: true,
});

const root = resolve(import.meta.dirname, '..');
const python = process.env['MILLRACE_PYTHON'] ?? '/usr/bin/python3';
const threads = { OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2', POLARS_MAX_THREADS: '2', PYTHONUNBUFFERED: '1' };
/** Programs that answer lines of JSON, each in what it is at home in. */
const programs: Readonly<Record<string, Comparison['theirs']>> = {
  pandas: { command: python, args: [join(root, 'bench/peers/data_rows.py')], environment: threads },
  polars: {
    command: process.execPath,
    args: [join(root, 'bench/peers/polars-rows.js')],
    environment: threads,
    install: 'npm ci --prefix bench/peers',
  },
};
const peers = values.peers.split(',');
const unknown = peers.filter((peer) => !programs[peer]);
if (unknown.length > 0) throw new Error(`--peers takes ${Object.keys(programs).join(',')}, not ${unknown.join(',')}`);

const rows = values.small ? 50_000 : 1_000_000;
const folder = join(tmpdir(), 'millrace-bench');
const files = { numeric: await numericFile(folder, rows), messy: await messyFile(folder, rows) };
const ours = await built('bench/ours/serve.ts');

const comparison = (task: string, peer: string): Comparison => {
  const ask: DataAsk = { task, ...files };
  const { what, ...limits } = tasks[task] as Goal;
  return {
    about: { task, peer, what, ...(peer === 'pandas' ? limits : {}) },
    ours,
    theirs: programs[peer] as Comparison['theirs'],
    ask,
    differences: (one, other) => checked(one.check, other.check),
  };
};

const title = `${rows.toLocaleString('en')} rows, ours / peer`;
const asked = positionals.length > 0 ? positionals : Object.keys(tasks);
const results = await compareSides(
  title,
  asked.flatMap((task) => peers.map((peer) => comparison(task, peer))),
  { pairs: Number(values.pairs), patience: Number(values.patience) },
);

/** Only what has a gate, and was measured: polars is shown beside it. */
const missed = results.filter(
  (row) =>
    row.gate !== undefined &&
    'cpu' in row &&
    (row.differences.length > 0 || (row.wall ? row.wall.median > row.gate && !values.small : false)),
);
const notes = [
  'Goals and gates are set beside pandas; polars is shown for comparison.',
  'A `~` before a wall ratio: other programs were at work meanwhile, so it says little.',
];
// A few tasks by themselves are for whoever works on them; the page shows all.
if (positionals.length === 0)
  await keepResult({
    name: 'data',
    title: 'Tables',
    small: values.small,
    versions: versionsOf(results),
    tables: [{ title, columns: rowColumns, rows: results.map(rowCells), notes }],
    measured: { rows, results },
  });
for (const { task } of missed) process.stdout.write(`${task} misses its gate\n`);
process.exitCode = missed.length > 0 ? 1 : 0;
