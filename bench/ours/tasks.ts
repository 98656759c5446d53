import { dirname } from 'node:path';
import type { JsonObject } from '../../contract/json.ts';
import type { Report } from '../../contract/report.ts';
import { openEngine } from '../../tests/harness/engine.ts';
import type { FinishedRun } from '../../tests/harness/finished-run.ts';
import { type Sketch, sketch } from '../../tests/harness/sketch.ts';
import type { DataAsk, Sample } from '../measure/sample.ts';
import { openModelMatrix } from './model-matrix.ts';

const threads = 2;
const memoryBytes = 4e9;

type Made = Omit<Sample, 'peakMegabytes'>;
type Checks = (run: FinishedRun) => Sample['check'] | Promise<Sample['check']>;

interface Task {
  readonly file: 'messy' | 'numeric';
  /** Between the file and the step that is timed. */
  readonly before?: Readonly<Record<string, { readonly type: string; readonly params: JsonObject }>>;
  /** The step that is timed; reading the file where absent. */
  readonly step?: { readonly type: string; readonly params: JsonObject };
  readonly checks: Checks;
}

const texts = ['customer', 'city', 'product', 'comment', 'code', 'segment', 'returned'];

const cells = (report: Report, title: string, row: string, column: string): number => {
  const table = report.tables.find((one) => one.title === title);
  const found = table?.rows.find(([name]) => name === row);
  return Number(found?.[table?.columns.indexOf(column) ?? -1]);
};

const sizeOf =
  (id: string): Checks =>
  (run) => {
    const output = run.output(id, 'table');
    return output.kind === 'table' ? { rows: output.rows, columns: output.columns.length } : {};
  };

const tasks: Readonly<Record<string, Task>> = {
  'csv-messy': { file: 'messy', checks: sizeOf('file') },
  'csv-numeric': { file: 'numeric', checks: sizeOf('file') },
  'profile-numbers': {
    file: 'numeric',
    step: { type: 'evaluate.profile', params: { correlation: false } },
    checks: (run) => {
      const report = run.report('step');
      return {
        mean: cells(report, 'Numbers', 'f1', 'mean'),
        distinct: cells(report, 'Columns', 'f1', 'distinct'),
        skew: cells(report, 'Numbers', 'f1', 'skew'),
        p99: cells(report, 'Numbers', 'f28', '99 %'),
      };
    },
  },
  'profile-texts': {
    file: 'messy',
    before: { texts: { type: 'clean.columns', params: { keep: texts } } },
    step: { type: 'evaluate.profile', params: { correlation: false } },
    checks: (run) => {
      const report = run.report('step');
      return {
        customers: cells(report, 'Columns', 'customer', 'distinct'),
        comments: cells(report, 'Columns', 'comment', 'distinct'),
      };
    },
  },
  deduplicate: {
    file: 'messy',
    step: { type: 'clean.deduplicate', params: {} },
    checks: (run) => {
      const { rows = 0 } = sizeOf('step')(run) as Sample['check'];
      return { rows };
    },
  },
  impute: {
    file: 'messy',
    step: { type: 'clean.missing-values', params: { indicator: 'no' } },
    checks: () => ({}),
  },
  split: {
    file: 'messy',
    before: { roles: { type: 'clean.columns', params: { roles: { segment: 'target' } } } },
    step: { type: 'split.train-test', params: { test: 0.2, validation: 0 } },
    checks: (run) => {
      const output = run.output('step', 'table');
      return output.kind === 'table' ? { test: output.split.counts?.test ?? 0 } : {};
    },
  },
};

const flowOf = ({ before = {}, step }: Task, path: string, seed: number) => {
  const chain = ['file', ...Object.keys(before), ...(step ? ['step'] : [])];
  const nodes: Record<string, Sketch['nodes'][string]> = {
    file: { type: 'source.csv-file', params: { path } },
    ...before,
    ...(step ? { step: { ...step, seed } } : {}),
  };
  const wires = chain.slice(1).map((id, index) => `${chain[index]}.table > ${id}.table`);
  return sketch({ nodes, wires });
};

export const openTasks = async () => {
  const engine = await openEngine({ workers: 0, threads, memoryBytes });
  const matrix = await openModelMatrix({ threads, memoryBytes });
  let turns = 0;
  const runStep = async (task: Task, path: string): Promise<Made> => {
    const open = (seed: number) => engine.open(flowOf(task, path, seed), { granted: [dirname(path)] });
    // Everything before the step that is timed is there already.
    if (task.step && turns === 0) await open(0).run().expect('succeeded');
    const cpu = process.cpuUsage();
    // A seed of its own makes the step run again, whatever it makes of it.
    const run = await open(++turns)
      .run({ reuse: task.step !== undefined })
      .expect('succeeded');
    const { user, system } = process.cpuUsage(cpu);
    const id = task.step ? 'step' : 'file';
    return { seconds: (run.node(id).ms ?? 0) / 1000, cpuSeconds: (user + system) / 1e6, check: await task.checks(run) };
  };
  return {
    run: async (ask: DataAsk): Promise<Made> => {
      if (ask.task === 'one-hot') return matrix.run(ask.messy);
      const task = tasks[ask.task];
      if (!task) throw new Error('does not do this');
      return runStep(task, ask[task.file]);
    },
    close: async (): Promise<void> => {
      await matrix.close();
      await engine.close();
    },
  };
};
