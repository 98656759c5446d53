/**
 * How time grows with the rows: the work of bench/data.ts and bench/learners.ts at one, two and four million rows.
 * `npm run bench -- scaling [--small] [task…]`. Ends with 1 where twice the rows take more than 2.2 times as long, by the clock and by CPU time.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './measure/built.ts';
import { type GrowingTask, growingTasks } from './measure/growing-tasks.ts';
import { keepResult } from './measure/keep-result.ts';
import type { Sample } from './measure/sample.ts';
import { openSide } from './measure/side.ts';

const gate = 2.2;

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: { small: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const folder = join(tmpdir(), 'millrace-bench');
const sizes = values.small ? [50_000, 100_000, 200_000] : [1_000_000, 2_000_000, 4_000_000];

interface Timed {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** The quickest of some turns behind a first one: whatever else the machine does only ever adds. */
const timed = async (task: string, { program, turns, ask }: GrowingTask, rows: number): Promise<Timed> => {
  const side = await openSide({ name: 'ours', ...(await built(program)) });
  if (!side) throw new Error('our side does not start');
  try {
    const asked = await ask(folder, task, rows);
    const samples: Sample[] = [await side.run(asked)];
    for (let turn = 0; turn < turns; turn++) samples.push(await side.run(asked));
    const [, ...warm] = samples;
    return {
      seconds: Math.min(...warm.map(({ seconds }) => seconds)),
      cpuSeconds: Math.min(...warm.map(({ cpuSeconds }) => cpuSeconds)),
      peakMegabytes: Math.max(...samples.map(({ peakMegabytes }) => peakMegabytes)),
    };
  } finally {
    side.close();
  }
};

const doublings = (numbers: readonly number[]): readonly number[] =>
  numbers.slice(1).map((value, index) => value / (numbers[index] as number));

const measured = async (task: string, growing: GrowingTask): Promise<readonly Timed[]> => {
  const times: Timed[] = [];
  for (const rows of sizes) times.push(await timed(task, growing, rows));
  return times;
};

/** A busy machine lengthens now the one, now the other; what grows by itself lengthens both. */
const tooSteep = (times: readonly Timed[]): boolean => {
  const cpu = doublings(times.map(({ cpuSeconds }) => cpuSeconds));
  const wall = doublings(times.map(({ seconds }) => seconds));
  return wall.some((ratio, at) => Math.min(ratio, cpu[at] ?? ratio) > gate);
};

/** What disturbs a program lasts for minutes at times and only ever adds, so what grew too fast is measured once more. */
const quicker = (once: readonly Timed[], again: readonly Timed[]): readonly Timed[] =>
  once.map((one, index) => {
    const other = again[index] as Timed;
    return {
      seconds: Math.min(one.seconds, other.seconds),
      cpuSeconds: Math.min(one.cpuSeconds, other.cpuSeconds),
      peakMegabytes: Math.max(one.peakMegabytes, other.peakMegabytes),
    };
  });

const shown = (numbers: readonly number[]): string => numbers.map((value) => value.toFixed(2)).join(' · ');

const title = `${sizes.map((rows) => rows.toLocaleString('en')).join(' → ')} rows`;
const columns = ['work', 'seconds', 'a doubling', 'CPU seconds', 'a doubling of CPU', 'gate', 'peak MB'] as const;
const widths = [34, 24, 16, 24, 20, 6, 20];
const tell = (cells: readonly string[]): void =>
  void process.stdout.write(`${cells.map((cell, index) => cell.padEnd(widths[index] ?? 12)).join('')}\n`);

tell([title]);
tell(columns);
const results: { readonly task: string; readonly times: readonly Timed[] }[] = [];
const rowOf = ({ task, times }: (typeof results)[number]): readonly string[] => {
  const [seconds, cpu] = [times.map((one) => one.seconds), times.map((one) => one.cpuSeconds)];
  const peaks = times.map((one) => one.peakMegabytes.toFixed(0)).join(' · ');
  const grown = [shown(doublings(seconds)), shown(doublings(cpu))] as const;
  return [growingTasks[task]?.what ?? task, shown(seconds), grown[0], shown(cpu), grown[1], String(gate), peaks];
};
for (const [task, growing] of Object.entries(growingTasks)) {
  if (positionals.length > 0 && !positionals.includes(task)) continue;
  const once = await measured(task, growing);
  const times = tooSteep(once) ? quicker(once, await measured(task, growing)) : once;
  const result = { task, times };
  results.push(result);
  tell(rowOf(result));
}

const missed = results.filter(({ times }) => tooSteep(times));
if (positionals.length === 0)
  await keepResult({
    name: 'scaling',
    title: 'Scaling',
    small: values.small,
    versions: {},
    tables: [
      {
        title,
        columns,
        rows: results.map(rowOf),
        notes: [
          `Twice the rows may take ${gate} times as long, by the clock or by CPU time. The quickest of three turns; of fits and the whole flow, one behind a first one. What takes longer is measured a second time, and the quicker counts.`,
        ],
      },
    ],
    measured: { sizes, results },
  });
for (const { task } of missed)
  process.stdout.write(`${task} takes more than ${gate} times as long for twice the rows\n`);
process.exitCode = missed.length > 0 && !values.small ? 1 : 0;
