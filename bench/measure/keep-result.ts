import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { type BenchResult, performancePage } from './performance-page.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'bench/results');
const page = join(root, 'docs/performance.md');

const readResult = async (file: string): Promise<BenchResult> =>
  JSON.parse(await readFile(join(folder, file), 'utf8')) as BenchResult;

/**
 * Writes `bench/results/NAME.json` and, from all results there, docs/performance.md. What `--small` measured is kept apart,
 * out of the page and out of the repository.
 */
export const keepResult = async (result: Omit<BenchResult, 'machine'> & { readonly small: boolean }): Promise<void> => {
  const { small, ...measured } = result;
  const machine = { cores: cpus().length, memoryGB: Math.round(totalmem() / 2 ** 30), architecture: process.arch };
  const versions = { node: process.versions.node, ...measured.versions };
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${result.name}${small ? '-small' : ''}.json`);
  await writeFile(file, `${JSON.stringify({ ...measured, versions, machine }, null, 2)}\n`);
  if (small) return;
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json') && !name.endsWith('-small.json'));
  await writeFile(page, performancePage(await Promise.all(files.sort().map(readResult))));
};
