/**
 * Tables side by side with pandas and polars: reading, profiling, cleaning, splitting.
 * `npm run bench -- data [--small] [--patience seconds] [--pairs n] [--peers pandas,polars] [task…]`. Ends with 1 where a gate is missed. Python is that of `MILLRACE_PYTHON`, or `/usr/bin/python3`.
 */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './measure/built.ts';
import { checked } from './measure/checked.ts';
import { keepResult } from './measure/keep-result.ts';
import { messyFile, numericFile } from './measure/made-up-files.ts';
import { type Row, rowCells, rowColumns, tell, tellLine } from './measure/print.ts';
import type { DataAsk } from './measure/sample.ts';
import { openSide, type Side } from './measure/side.ts';
import { sideBySide } from './measure/side-by-side.ts';

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
const peers = values.peers.split(',');

const program = await built('bench/ours/serve.ts');
const openOurs = (): Promise<Side | undefined> => openSide({ name: 'ours', ...program });
const openPeer = (name: string): Promise<Side | undefined> =>
  openSide({ name, command: python, args: [join(root, 'bench/peers/data_rows.py'), name], environment: threads });

const rows = values.small ? 50_000 : 1_000_000;
const folder = join(tmpdir(), 'millrace-bench');
const files = { numeric: await numericFile(folder, rows), messy: await messyFile(folder, rows) };
const protocol = { pairs: Number(values.pairs), patience: Number(values.patience) };

/** One task against one peer; each in processes of its own, so that memory is that of the task. */
const compare = async (task: string, peer: string): Promise<Row> => {
  const about = { task, peer, ...(tasks[task] as Goal) };
  const [ours, theirs] = [await openOurs(), await openPeer(peer)];
  try {
    if (!ours) throw new Error('our side does not start');
    if (!theirs) return { ...about, absent: `${peer} is not there` };
    const ask: DataAsk = { task, ...files };
    const compared = await sideBySide(ours, theirs, ask, protocol);
    const versions = { ...ours.versions, ...theirs.versions };
    return { ...about, versions, ...compared, differences: checked(compared.ours.check, compared.theirs.check) };
  } catch (error) {
    return { ...about, absent: error instanceof Error ? error.message : String(error) };
  } finally {
    ours?.close();
    theirs?.close();
  }
};

const title = `${rows.toLocaleString('en')} rows, ours / peer`;
tellLine([title]);
tellLine(rowColumns);
const results: Row[] = [];
for (const task of positionals.length > 0 ? positionals : Object.keys(tasks))
  for (const peer of peers) {
    const row = await compare(task, peer);
    results.push(row);
    tell(row);
  }

/** Only pandas is gated, and only what was measured: polars is shown beside it. */
const missed = results.filter(
  (row) =>
    row.peer === 'pandas' &&
    'cpu' in row &&
    (row.differences.length > 0 || (row.wall ? row.wall.median > row.gate && !values.small : false)),
);
const versions = Object.assign({}, ...results.map((row) => ('versions' in row ? row.versions : {})));
const notes = ['A `~` before a wall ratio: other programs were at work meanwhile, so it says little.'];
// A few tasks by themselves are for whoever works on them; the page shows all.
if (positionals.length === 0)
  await keepResult({
    name: 'data',
    title: 'Tables',
    small: values.small,
    versions,
    tables: [{ title, columns: rowColumns, rows: results.map(rowCells), notes }],
    measured: { rows, results },
  });
for (const { task } of missed) process.stdout.write(`${task} misses its gate\n`);
process.exitCode = missed.length > 0 ? 1 : 0;
