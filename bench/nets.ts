/**
 * Dense networks side by side with scikit-learn's MLPClassifier on one thread and with TensorFlow.js on WebAssembly.
 * `npm run bench -- nets [--small] [--patience seconds] [--pairs n] [--peers scikit-learn,tfjs-wasm]`. Ends with 1 where a gate is missed. Python is that of `MILLRACE_PYTHON`, or `/usr/bin/python3`.
 */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './measure/built.ts';
import { keepResult } from './measure/keep-result.ts';
import { labelledFloats } from './measure/labelled-floats.ts';
import { type Row, rowCells, rowColumns, tell, tellLine } from './measure/print.ts';
import { openSide, type Side } from './measure/side.ts';
import { sideBySide } from './measure/side-by-side.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    small: { type: 'boolean', default: false },
    patience: { type: 'string', default: '60' },
    pairs: { type: 'string', default: '5' },
    peers: { type: 'string', default: 'scikit-learn,tfjs-wasm' },
  },
});

const root = resolve(import.meta.dirname, '..');
const rows = values.small ? 20_000 : 200_000;
const columns = 28;
const numeric = await labelledFloats(join(tmpdir(), 'millrace-bench'), rows, columns);
/** Whoever predicts worse by more than this is not compared. */
const tolerance = 0.005;

interface Peer {
  readonly goal: number;
  readonly gate: number;
  /** TensorFlow.js takes seconds an epoch. */
  readonly epochs: number;
  readonly command: string;
  readonly args: readonly string[];
}

const program = await built('bench/ours/serve-nets.ts');
const nodeSide = (kind: string): Pick<Peer, 'command' | 'args'> => ({ ...program, args: [...program.args, kind] });

const peers: Readonly<Record<string, Peer>> = {
  'scikit-learn': {
    goal: 1,
    gate: 1.5,
    epochs: 5,
    command: process.env['MILLRACE_PYTHON'] ?? '/usr/bin/python3',
    args: [join(root, 'bench/peers/nets.py')],
  },
  'tfjs-wasm': { goal: 0.12, gate: 0.3, epochs: 1, ...nodeSide('tfjs-wasm') },
};

const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', PYTHONUNBUFFERED: '1' };

const compare = async (name: string): Promise<Row> => {
  const peer = peers[name];
  if (!peer) throw new Error(`there is no peer ${name}`);
  const { goal, gate, epochs } = peer;
  const what = `net 28-64-64-1, ${epochs} epochs`;
  const about = { task: 'dense', what, peer: name, goal, gate };
  const ours = await openSide({ name: 'ours', ...nodeSide('ours'), environment: program.environment });
  const theirs: Side | undefined = await openSide({ name, ...peer, environment: oneThread });
  try {
    if (!ours) throw new Error('our side does not start');
    if (!theirs) return { ...about, absent: `${name} is not there` };
    const ask = { task: `${epochs}`, numeric, messy: '' };
    const compared = await sideBySide(ours, theirs, ask, {
      pairs: Number(values.pairs),
      patience: Number(values.patience),
    });
    const [mine, other] = [compared.ours.check['accuracy'] ?? 0, compared.theirs.check['accuracy'] ?? 1];
    const differences = mine < other - tolerance ? [`accuracy: ${mine} and ${other}`] : [];
    return { ...about, versions: { ...ours.versions, ...theirs.versions }, ...compared, differences };
  } catch (error) {
    return { ...about, absent: error instanceof Error ? error.message : String(error) };
  } finally {
    ours?.close();
    theirs?.close();
  }
};

const title = `Dense network, ${rows.toLocaleString('en')} rows, batches of 512, ours / peer, one thread`;
tellLine([title]);
tellLine(rowColumns);
const results: Row[] = [];
for (const name of values.peers.split(',')) {
  const row = await compare(name);
  results.push(row);
  tell(row);
  if ('cpu' in row)
    process.stdout.write(`  accuracy ${row.ours.check['accuracy']} and ${row.theirs.check['accuracy']}\n`);
}

/** One thread each, so CPU time stands for wall time where other programs were at work. */
const missed = results.filter(
  (row) => 'cpu' in row && (row.differences.length > 0 || (row.wall ?? row.cpu).median > row.gate),
);
await keepResult({
  name: 'nets',
  title: 'Neural networks',
  small: values.small,
  versions: Object.assign({}, ...results.map((row) => ('versions' in row ? row.versions : {}))),
  tables: [
    {
      title,
      columns: rowColumns,
      rows: results.map(rowCells),
      notes: [
        'The whole fit, packing of rows and first calls included; the last tenth of the rows is held out to compare accuracy.',
        'A `~` before a wall ratio: other programs were at work meanwhile, so the CPU ratio says more.',
      ],
    },
  ],
  measured: { rows, results },
});
for (const { peer } of missed) process.stdout.write(`${peer}: gate missed\n`);
process.exitCode = missed.length > 0 ? 1 : 0;
