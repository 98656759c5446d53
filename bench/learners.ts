/**
 * Learners side by side with scikit-learn and XGBoost: boosting, forests, logistic regression, predictions, a whole flow.
 * `npm run bench -- learners [--small] [--patience seconds] [--pairs n] [task…]`. Ends with 1 where a gate is missed or a model is worse than the peer's. Python is that of `MILLRACE_PYTHON`, or `/usr/bin/python3`.
 */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './measure/built.ts';
import { type Comparison, compareSides, versionsOf } from './measure/compare-sides.ts';
import { higgsFiles } from './measure/higgs-like.ts';
import { keepResult } from './measure/keep-result.ts';
import { numericFile } from './measure/made-up-files.ts';
import { rowCells, rowColumns } from './measure/print.ts';
import type { LearnersAsk, Sample } from './measure/sample.ts';

interface Goal {
  readonly what: string;
  readonly peer: 'scikit-learn' | 'xgboost';
  /** As both sides name it. */
  readonly task: string;
  readonly goal: number;
  readonly gate: number;
  /** How much worse the area under the curve may be. */
  readonly slack: number;
  readonly few?: boolean;
}

const fit = 'boosting fit, 100 trees, 31 leaves';
const forest = 'forest fit, 20 trees, depth 12';
const tasks: readonly Goal[] = [
  { what: fit, peer: 'scikit-learn', task: 'boosting-fit', goal: 0.45, gate: 0.65, slack: 0.001 },
  { what: fit, peer: 'xgboost', task: 'boosting-fit', goal: 0.55, gate: 0.8, slack: 0.001 },
  {
    what: `${fit}, 10k rows`,
    peer: 'scikit-learn',
    task: 'boosting-fit',
    goal: 0.35,
    gate: 0.7,
    slack: 0.004,
    few: true,
  },
  { what: 'boosting predict', peer: 'scikit-learn', task: 'boosting-predict', goal: 0.5, gate: 1, slack: 0.001 },
  { what: forest, peer: 'scikit-learn', task: 'forest-fit', goal: 0.05, gate: 0.15, slack: 0.002 },
  { what: forest, peer: 'xgboost', task: 'forest-fit', goal: 0.5, gate: 0.9, slack: 0.002 },
  {
    what: 'logistic regression to the optimum',
    peer: 'scikit-learn',
    task: 'logistic-fit',
    goal: 0.05,
    gate: 0.2,
    slack: 0.001,
  },
  { what: 'whole flow', peer: 'scikit-learn', task: 'flow', goal: 0.5, gate: 0.7, slack: 0.002 },
];

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: {
    small: { type: 'boolean', default: false },
    patience: { type: 'string', default: '60' },
    pairs: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});

const root = resolve(import.meta.dirname, '..');
const python = process.env['MILLRACE_PYTHON'] ?? '/usr/bin/python3';
const environment = { OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2', PYTHONUNBUFFERED: '1' };

const ours = await built('bench/ours/learners.ts');

const rows = values.small ? 50_000 : 1_000_000;
const folder = join(tmpdir(), 'millrace-bench');
const test = await higgsFiles(folder, rows / 5, 12);
const files = {
  many: { train: await higgsFiles(folder, rows, 11), test, csv: await numericFile(folder, rows) },
  few: { train: await higgsFiles(folder, 10_000, 13), test, csv: '' },
};

const worse = (ours: Sample, theirs: Sample, slack: number): readonly string[] => {
  const [own = Number.NaN, other = Number.NaN] = [ours.check['auc'], theirs.check['auc']];
  const curve = own >= other - slack ? [] : [`area under the curve ${own.toFixed(4)}, theirs ${other.toFixed(4)}`];
  const { objective } = ours.check;
  const reached = objective === undefined || objective <= (theirs.check['objective'] ?? Number.NaN) + 1e-6;
  return reached ? curve : [...curve, `objective ${objective}, theirs ${theirs.check['objective']}`];
};

const comparison = (goal: Goal): Comparison => {
  const { task, peer, slack, few } = goal;
  const ask: LearnersAsk = { task, ...(few ? files.few : files.many) };
  return {
    about: goal,
    ours,
    theirs: { command: python, args: [join(root, 'bench/peers/learner_rows.py'), peer], environment },
    ask,
    differences: (one, other) => worse(one, other, slack),
  };
};

const title = `${rows.toLocaleString('en')} rows × 28, ours / peer`;
const asked = tasks.filter(({ task }) => positionals.length === 0 || positionals.includes(task));
const protocol = { pairs: Number(values.pairs), patience: Number(values.patience) };
const results = await compareSides(title, asked.map(comparison), protocol);

const missed = results.filter(
  (row) => 'cpu' in row && (row.differences.length > 0 || (!values.small && (row.wall?.median ?? 0) > row.gate)),
);
const notes = [
  'A `~` before a wall ratio: other programs were at work meanwhile, so it says little.',
  'The area under the curve on 200,000 new rows may be at most 0.001 below the peer’s, that of a forest 0.002; the objective of logistic regression, log loss and penalty a row, at most 1e-6 above.',
];
if (positionals.length === 0)
  await keepResult({
    name: 'learners',
    title: 'Learners',
    small: values.small,
    versions: versionsOf(results),
    tables: [{ title, columns: rowColumns, rows: results.map(rowCells), notes }],
    measured: { rows, results },
  });
for (const { what, peer } of missed) process.stdout.write(`${what} beside ${peer} misses its gate\n`);
process.exitCode = missed.length > 0 ? 1 : 0;
