/**
 * The polars side of bench/data.ts: reads lines of JSON that ask for a task, answers each with what it took. Run by itself by
 * Node, without a build. Packages of polars from 0.25 on ask for Node 22.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { polarsTasks } from './polars-tasks.js';

const say = (value) => void process.stdout.write(`${JSON.stringify(value)}\n`);

/** As bench/measure/peak-memory.ts measures ours. */
const peakMegabytes = () => {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
};

const measure = ({ make, check }) => {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const made = make();
  const { user, system } = process.cpuUsage(cpu);
  const taken = { seconds: (performance.now() - wall) / 1000, cpuSeconds: (user + system) / 1e6 };
  return { ...taken, peakMegabytes: peakMegabytes(), check: check(made) };
};

const pl = await import('nodejs-polars').then(
  ({ default: polars }) => polars,
  (error) => void say({ error: String(error) }),
);
if (pl) {
  const taskOf = polarsTasks(pl);
  say({ versions: { 'nodejs-polars': pl.version } });
  for await (const line of createInterface({ input: process.stdin })) {
    const task = taskOf(JSON.parse(line));
    say(task ? measure(task) : { error: 'does not do this' });
  }
}
