/** How much of the machine other programs use: what all processors did, less what this program and its sides did. */
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const ticksPerSecond = 100;
const quiet = 0.12;
const look = 500;

interface Used {
  readonly at: number;
  readonly all: number;
  readonly own: number;
}

const ticksOf = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return user + system + childUser + childSystem;
};

const used = async (pids: readonly number[]): Promise<Used> => {
  const line = (await readFile('/proc/stat', 'utf8').catch(() => '')).split('\n')[0] ?? '';
  // user, nice, system, idle, iowait, irq, softirq
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0] = line.split(/\s+/).slice(1).map(Number);
  const own = await Promise.all([process.pid, ...pids].map(ticksOf));
  return { at: performance.now(), all: user + nice + system + irq + soft, own: own.reduce((sum, n) => sum + n, 0) };
};

/** Processors that others keep busy, from now until the answered function is called. */
export const watchOthers = async (pids: readonly number[]): Promise<() => Promise<number>> => {
  const from = await used(pids);
  return async () => {
    const to = await used(pids);
    const ticks = to.all - from.all - (to.own - from.own);
    return Math.max(0, ticks / ticksPerSecond / ((to.at - from.at) / 1000));
  };
};

/** Waits until others are quiet, at most `patience` seconds. */
export const waitForQuiet = async (pids: readonly number[], patience: number): Promise<void> => {
  for (const until = performance.now() + 1000 * patience; performance.now() < until; ) {
    const others = await watchOthers(pids);
    await setTimeout(look);
    if ((await others()) <= quiet) return;
  }
};
