/**
 * Ten million rows through a flow: read, tidied, filled, deduplicated, split and profiled, in 4 GB.
 * `npm run bench -- ten-million [--small]`. Ends with 1 where the whole engine process needed more than 4 GB. Needs some
 * 10 GB of disk in the folder for temporary files, which it leaves empty.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEngine } from '../tests/harness/engine.ts';
import { sketch } from '../tests/harness/sketch.ts';
import { folderBytes } from './measure/folder-bytes.ts';
import { keepResult } from './measure/keep-result.ts';
import { messyFile } from './measure/made-up-files.ts';
import { peakMegabytes } from './measure/peak-memory.ts';

const gateBytes = 4e9;
/** DuckDB counts its own buffers only: Node.js, the reader of files and what is under way come on top. */
const memoryBytes = 2e9;
const lookEveryMs = 250;

const { values } = parseArgs({ args: process.argv.slice(3), options: { small: { type: 'boolean', default: false } } });
const rows = values.small ? 200_000 : 10_000_000;
const path = await messyFile(join(tmpdir(), 'millrace-bench'), rows);
const folder = await mkdtemp(join(tmpdir(), 'millrace-ten-million-'));

const steps = {
  file: { type: 'source.csv-file', params: { path } },
  roles: { type: 'clean.columns', params: { roles: { segment: 'target' } } },
  tidy: { type: 'clean.tidy-text', params: {} },
  unique: { type: 'clean.deduplicate', params: {} },
  split: { type: 'split.train-test', params: { test: 0.2, validation: 0.1 } },
  filled: { type: 'clean.missing-values', params: {} },
  profile: { type: 'evaluate.profile', params: { correlation: false } },
};
const ids = Object.keys(steps);
const wires = ids.slice(1).map((id, index) => `${ids[index]}.table > ${id}.table`);

/** Where DuckDB spills to; the engine makes a folder with its process id. */
const spillFolders = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`millrace-spill-${process.pid}-`));

let spilled = 0;
const look = async (): Promise<void> => {
  const sizes = await Promise.all((await spillFolders()).map((name) => folderBytes(join(tmpdir(), name))));
  spilled = Math.max(spilled, ...sizes);
};

const engine = await openEngine({ workers: 0, threads: cpus().length, memoryBytes });
const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
const startedAt = performance.now();
try {
  const flow = engine.open(sketch({ nodes: steps, wires }), { folder, granted: [dirname(path)] });
  const run = await flow.run().finished();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage();
  const peakBytes = peakMegabytes() * 1024 ** 2;
  const failures = ids.flatMap((id) => {
    const { failure } = run.node(id);
    return failure ? [`${id}: ${failure.code} ${failure.message}`] : [];
  });
  const perStep = ids.map((id) => [
    id,
    steps[id as keyof typeof steps].type,
    ((run.node(id).ms ?? 0) / 1000).toFixed(1),
  ]);
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
  const whole = [
    ['whole flow', '', seconds.toFixed(1)],
    ['CPU', '', ((user + system) / 1e6).toFixed(1)],
  ];
  const facts = `Peak memory of the whole engine process ${gigabytes(peakBytes)} (gate 4 GB), spilled to disk ${gigabytes(spilled)}, file ${gigabytes((await stat(path)).size)}, kept results ${gigabytes(await folderBytes(folder))}.`;
  for (const cells of [...perStep, ...whole])
    process.stdout.write(`${cells.map((cell) => cell.padEnd(26)).join('')}\n`);
  for (const line of [facts, ...failures]) process.stdout.write(`${line}\n`);
  if (failures.length === 0)
    await keepResult({
      name: 'ten-million',
      title: 'Ten million rows',
      small: values.small,
      versions: {},
      tables: [
        {
          title: `${rows.toLocaleString('en')} rows × 16`,
          columns: ['step', 'node', 'seconds'],
          rows: [...perStep, ...whole],
          notes: [facts],
        },
      ],
      measured: { rows, seconds, cpuSeconds: (user + system) / 1e6, peakBytes, spilled, steps: perStep },
    });
  process.exitCode = failures.length > 0 || peakBytes > gateBytes ? 1 : 0;
} finally {
  clearInterval(timer);
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}
