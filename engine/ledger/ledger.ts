import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../contract/api.ts';
import type { FitRecord } from '../learning/services.ts';

/** How many runs the window is shown. */
const shown = 50;

const append = async (store: string, name: string, record: unknown): Promise<void> => {
  await mkdir(store, { recursive: true });
  await appendFile(join(store, name), `${JSON.stringify(record)}\n`);
};

export const recordRun = (store: string, record: RunRecord): Promise<void> => append(store, 'ledger.ndjson', record);

/** One line a fit. A ledger that can't be written never costs a fit. */
export const recordFit = (store: string, run: string, fit: FitRecord): Promise<void> =>
  append(store, 'fits.ndjson', { run, at: Date.now(), ...fit }).catch(() => undefined);

/** Runs of a flow, latest first; lines that are torn are left out. */
export const listRuns = async (store: string): Promise<readonly RunRecord[]> => {
  const text = await readFile(join(store, 'ledger.ndjson'), 'utf8').catch(() => '');
  const records = text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as RunRecord];
    } catch {
      return [];
    }
  });
  return records.slice(-shown).reverse();
};
