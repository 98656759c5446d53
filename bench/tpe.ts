/** TPE against random search, seed by seed, on generated data with real learners. */
import { parseArgs } from 'node:util';
import { larger } from '../algorithms/metrics/metric-names.ts';
import type { JsonObject } from '../contract/json.ts';
import { openEngine, type TestEngine } from '../tests/harness/engine.ts';
import { sketch } from '../tests/harness/sketch.ts';
import { keepResult } from './measure/keep-result.ts';

interface Problem {
  readonly data: JsonObject;
  readonly learner: string;
  readonly metric: string;
  readonly space: JsonObject;
}

/** Few rounds and rows, so that ten seeds of two searches are over in minutes. */
const boosting: JsonObject = { rounds: { low: 10, high: 120 }, learningRate: { low: 0.01, high: 0.5 } };
const problems: Readonly<Record<string, Problem>> = {
  churn: {
    data: { name: 'churn', rows: 400 },
    learner: 'train.gradient-boosting',
    metric: 'log-loss',
    space: boosting,
  },
  'house prices': {
    data: { name: 'house-prices', rows: 400 },
    learner: 'train.gradient-boosting',
    metric: 'rmse',
    space: boosting,
  },
  moons: {
    data: { name: 'moons', rows: 300 },
    learner: 'train.gradient-boosting',
    metric: 'log-loss',
    space: boosting,
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false } },
});
const asked = positionals.filter((name) => name in problems);
const seeds = Array.from({ length: values.small ? 2 : 10 }, (_, index) => index + 1);
const trials = values.small ? 20 : 50;
const needed = 0.8;

const flowOf = ({ data, learner, metric, space }: Problem, method: string, seed: number) =>
  sketch({
    seed,
    nodes: {
      data: { type: 'source.sample', params: data },
      split: 'split.train-test',
      learner,
      search: {
        type: 'tune.search',
        params: { method, trials, metric, folds: 3, patience: 0, space: { [learner]: space } },
      },
    },
    wires: [
      'data.table > split.table',
      'split.table > learner.table',
      'split.table > search.table',
      'learner.learner > search.learners',
    ],
  });

const bestOf = async (engine: TestEngine, problem: Problem, method: string, seed: number): Promise<number> => {
  const run = await engine
    .open(flowOf(problem, method, seed))
    .run()
    .expect('succeeded');
  return run.metric('search', problem.metric, 'validation').value ?? Number.NaN;
};

interface Paired {
  readonly seed: number;
  readonly tpe: number;
  readonly random: number;
}

const shown = (value: number): string => value.toPrecision(5);
const better = ({ metric }: Problem, { tpe, random }: Paired): boolean =>
  larger(metric) ? tpe > random : tpe < random;

const columns = ['data', 'metric', 'TPE better', 'equal', 'TPE, mean', 'random, mean'];
const rowOf = (name: string, problem: Problem, pairs: readonly Paired[]): readonly string[] => {
  const mean = (of: (pair: Paired) => number): string =>
    shown(pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length);
  return [
    name,
    problem.metric,
    `${pairs.filter((pair) => better(problem, pair)).length} of ${pairs.length}`,
    String(pairs.filter(({ tpe, random }) => tpe === random).length),
    mean(({ tpe }) => tpe),
    mean(({ random }) => random),
  ];
};

const engine = await openEngine({ workers: 2 });
const results: Record<string, readonly Paired[]> = {};
const rows: (readonly string[])[] = [];
try {
  for (const name of asked.length > 0 ? asked : Object.keys(problems)) {
    const problem = problems[name] as Problem;
    const pairs: Paired[] = [];
    for (const seed of seeds) {
      const pair = {
        seed,
        tpe: await bestOf(engine, problem, 'tpe', seed),
        random: await bestOf(engine, problem, 'random', seed),
      };
      pairs.push(pair);
      const verdict = better(problem, pair) ? 'TPE' : pair.tpe === pair.random ? 'equal' : 'random';
      process.stdout.write(`${name} seed ${seed}: ${shown(pair.tpe)} against ${shown(pair.random)}: ${verdict}\n`);
    }
    results[name] = pairs;
    rows.push(rowOf(name, problem, pairs));
  }
} finally {
  await engine.close();
}
for (const row of [columns, ...rows]) process.stdout.write(`${row.map((cell) => cell.padEnd(14)).join('')}\n`);
if (asked.length === 0)
  await keepResult({
    name: 'tpe',
    title: 'Search',
    small: values.small,
    versions: {},
    tables: [
      {
        title: `TPE and random search, best of ${trials} trials, ${seeds.length} seeds`,
        columns,
        rows,
        notes: ['Both begin with the same ten trials, on the same folds. The gate is eight seeds of ten.'],
      },
    ],
    measured: results,
  });
const missed = Object.entries(results).filter(
  ([name, pairs]) => pairs.filter((pair) => better(problems[name] as Problem, pair)).length < needed * pairs.length,
);
for (const [name] of missed) process.stdout.write(`${name} misses its gate\n`);
process.exitCode = missed.length > 0 && !values.small ? 1 : 0;
