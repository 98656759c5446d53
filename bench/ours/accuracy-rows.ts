/** Writes the rows that bench/peers/golden_accuracy.py learns from, split as ours are: `node bench/run.js bench/ours/accuracy-rows.ts FOLDER`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accuracyFlow, dataSets, lastStep, seeds } from '../../tests/golden/accuracy-cases.ts';
import { openEngine } from '../../tests/harness/engine.ts';

const limit = 1000;

const folder = resolve(process.argv[3] ?? '');
await mkdir(folder, { recursive: true });
const engine = await openEngine({ workers: 0 });
for (const data of dataSets)
  for (const seed of seeds) {
    const run = await engine.open(accuracyFlow(data, seed)).run().expect('succeeded');
    const { columns, rows } = await run.page(lastStep(data), 'table', { limit: 1 });
    const lines: unknown[] = [];
    for (let offset = 0; offset < rows; offset += limit)
      for (const { part, cells } of (await run.page(lastStep(data), 'table', { offset, limit })).page)
        lines.push([part, ...cells]);
    await writeFile(
      join(folder, `${data.sample}-${seed}.json`),
      JSON.stringify({ task: data.task, columns, rows: lines }),
    );
  }
await engine.close();
