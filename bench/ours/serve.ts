/** Our side of bench/data.ts: answers each line of JSON with what a step of the engine took, storing of its result included. */

import { createInterface } from 'node:readline';
import { peakMegabytes } from '../measure/peak-memory.ts';
import type { DataAsk, Sample } from '../measure/sample.ts';
import { openTasks } from './tasks.ts';

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

const tasks = await openTasks();
say({ versions: { node: process.versions.node } });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { seconds, cpuSeconds, check } = await tasks.run(JSON.parse(line) as DataAsk);
    const sample: Sample = { seconds, cpuSeconds, check, peakMegabytes: peakMegabytes() };
    say(sample);
  } catch (error) {
    say({ error: String(error) });
  }
}
await tasks.close();
