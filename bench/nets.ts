/**
 * Dense networks side by side with scikit-learn's MLPClassifier on one thread and with TensorFlow.js on WebAssembly.
 * `npm run bench -- nets [--small] [--patience seconds] [--pairs n] [--peers scikit-learn,tfjs-wasm]`. Ends with 1 where a gate is missed. Python is that of `MILLRACE_PYTHON`, or `/usr/bin/python3`.
 */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './measure/built.ts';
import { type Comparison, compareSides, versionsOf } from './measure/compare-sides.ts';
import { keepResult } from './measure/keep-result.ts';
import { labelledFloats } from './measure/labelled-floats.ts';
import { rowCells, rowColumns } from './measure/print.ts';
import type { DataAsk, Sample } from './measure/sample.ts';

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
/** Whoever predicts worse by more than this, and by more than the luck of the starts explains, is not compared. */
const tolerance = 0.005;

/** Mean over the fits, each with a seed of its own, and its standard error. */
const shown = ({ accuracy, standardError }: Sample['check']): string =>
  `${accuracy?.toFixed(4)} ± ${standardError?.toFixed(4)}`;

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

const comparison = (name: string): Comparison => {
  const peer = peers[name];
  if (!peer) throw new Error(`there is no peer ${name}`);
  const { goal, gate, epochs } = peer;
  const ask: DataAsk = { task: `${epochs}`, numeric, messy: '' };
  return {
    about: { task: 'dense', what: `net 28-64-64-1, ${epochs} epochs`, peer: name, goal, gate },
    ours: { ...nodeSide('ours'), environment: program.environment },
    theirs: { ...peer, environment: oneThread },
    ask,
    differences: ({ check: own }, { check: other }) => {
      const chance = 2 * Math.hypot(own['standardError'] ?? 0, other['standardError'] ?? 0);
      const worse = (own['accuracy'] ?? 0) < (other['accuracy'] ?? 1) - tolerance - chance;
      return worse ? [`accuracy: ${shown(own)} and ${shown(other)}`] : [];
    },
  };
};

const title = `Dense network, ${rows.toLocaleString('en')} rows, batches of 512, ours / peer, one thread`;
const results = await compareSides(title, values.peers.split(',').map(comparison), {
  pairs: Number(values.pairs),
  patience: Number(values.patience),
});
for (const row of results)
  if ('cpu' in row)
    process.stdout.write(`${row.peer}: accuracy ${shown(row.ours.check)} and ${shown(row.theirs.check)}\n`);

/** One thread each, so CPU time stands for wall time where other programs were at work. */
const missed = results.filter(
  (row) => 'cpu' in row && (row.differences.length > 0 || (row.wall ?? row.cpu).median > row.gate),
);
await keepResult({
  name: 'nets',
  title: 'Neural networks',
  small: values.small,
  versions: versionsOf(results),
  tables: [
    {
      title,
      columns: rowColumns,
      rows: results.map(rowCells),
      notes: [
        'The whole fit, packing of rows and first calls included. The last tenth of the rows is held out to compare accuracy: its mean over all fits, each with a seed of its own.',
        'A `~` before a wall ratio: other programs were at work meanwhile, so the CPU ratio says more.',
      ],
    },
  ],
  measured: { rows, results },
});
for (const { peer } of missed) process.stdout.write(`${peer}: gate missed\n`);
process.exitCode = missed.length > 0 ? 1 : 0;
