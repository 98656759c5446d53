/**
 * How long the host's event loop stands still while its engine runs a flow over a large CSV file.
 * `npm run build && npm run bench -- host-stall [rows]`; ends with 1 if the host itself ever
 * kept it for 100 ms. Other programs lengthen the gaps, so they are told apart.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunState } from '../contract/run-state.ts';
import { openHost } from '../tests/harness/host.ts';
import { sketch } from '../tests/harness/sketch.ts';
import { watchStalls } from './measure/stall-watch.ts';

const limitMs = 100;
const features = 28;
const rows = Number(process.argv[3] ?? 1_000_000);

/** A plain congruential generator: the file only has to be large, and the same each time. */
const uniform = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Features that add up to a noisy label, five digits each. */
const writeTable = async (path: string): Promise<void> => {
  const next = uniform(7);
  const file = createWriteStream(path);
  file.write(`${Array.from({ length: features }, (_, index) => `f${index + 1}`).join(',')},label\n`);
  const lineOf = (): string => {
    const values = Array.from({ length: features }, () => next() + next() + next() - 1.5);
    const signal = values.reduce((sum, value, index) => sum + value * (index % 5 === 0 ? 1 : 0.1), next() - 0.5) > 0;
    return `${values.map((value) => value.toFixed(5)).join(',')},${signal ? 'signal' : 'background'}\n`;
  };
  for (let row = 0; row < rows; row += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - row) }, lineOf).join('');
    if (!file.write(lines)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
};

const flow = sketch({
  nodes: {
    table: { type: 'source.csv-file', params: { path: 'large.csv' } },
    roles: { type: 'clean.columns', params: { roles: { label: 'target' } } },
    split: 'split.train-test',
    model: 'train.logistic-regression',
    scores: 'evaluate.classification-metrics',
  },
  wires: [
    'table.table > roles.table',
    'roles.table > split.table',
    'split.table > model.table',
    'model.predictions > scores.predictions',
  ],
});

/** Largest resident memory of a process so far, where the system tells. */
const peakOf = async (pid: number | undefined): Promise<string> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return kilobytes ? `${Math.round(Number(kilobytes) / 1024)} MB` : 'unknown';
};

const tell = (label: string, value: string): void => void process.stdout.write(`${label.padEnd(32)} ${value}\n`);

const tellSteps = (state: RunState): void => {
  for (const [id, { status, ms, failure }] of Object.entries(state.nodes))
    tell(`  ${id}`, `${status} ${((ms ?? 0) / 1000).toFixed(1)} s ${failure?.message ?? ''}`);
};

const host = await openHost();
const window = host.window();
const { id } = await window.client.call('document.new', {});
const saved = await window.client.call('document.save-as', { document: id, flow, path: 'large' });
const csv = join(host.workspace, 'large.csv');
await writeTable(csv);
tell('file', `${rows} × ${features + 1}, ${Math.round((await stat(csv)).size / 1e6)} MB`);

const stalls = watchStalls();
const from = performance.now();
await window.client.call('flow.check', { document: saved?.id ?? id, flow });
const state = await window.run(id, flow);
const handle = state.nodes['table']?.outputs['table']?.handle;
if (handle) await window.client.call('table.page', { document: id, handle, offset: Math.max(0, rows - 200) });
const measured = stalls();

tell('run', `${state.status} in ${((performance.now() - from) / 1000).toFixed(1)} s`);
tellSteps(state);
const ms = (value: number): string => `${value.toFixed(1)} ms`;
tell('event loop of the host, mean', ms(measured.mean));
tell('event loop of the host, 99 %', ms(measured.percentile99));
tell('event loop of the host, longest', ms(measured.longest));
tell('  of it kept by the host itself', ms(measured.longestOwn));
tell('peak memory of the host', await peakOf(process.pid));
tell('peak memory of the engine', await peakOf(host.engines.at(-1)?.pid));
await host.close();
process.exitCode = state.status === 'succeeded' && measured.longestOwn <= limitMs ? 0 : 1;
