import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FitRecord, LedgerFit, RunRecord } from '../../contract/ledger.ts';
import { inTurn } from './in-turn.ts';

export const runsFile = 'ledger.ndjson';
export const fitsFile = 'fits.ndjson';

/** More points than this are no help in a figure, and slow in a table. */
const shownFits = 20_000;

/** One line more, as JSON. */
export const appendTo = (store: string, name: string, record: unknown): Promise<void> =>
  inTurn(store, async () => {
    await mkdir(store, { recursive: true });
    await appendFile(join(store, name), `${JSON.stringify(record)}\n`);
  });

export const recordRun = (store: string, record: RunRecord): Promise<void> => appendTo(store, runsFile, record);

/** One line a fit. A ledger that can't be written never costs a fit. */
export const recordFit = (store: string, run: string, fit: FitRecord): Promise<void> =>
  appendTo(store, fitsFile, { run, at: Date.now(), ...fit } satisfies LedgerFit).catch(() => undefined);

/** The records of a file, oldest first; lines that are torn are left out. */
export const readRecords = async <T>(store: string, name: string): Promise<readonly T[]> => {
  const text = await readFile(join(store, name), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
};

/** Runs of a flow, latest first. */
export const listRuns = async (store: string): Promise<readonly RunRecord[]> =>
  [...(await readRecords<RunRecord>(store, runsFile))].reverse();

/** The latest fits, oldest first. */
export const listFits = async (store: string): Promise<readonly LedgerFit[]> =>
  (await readRecords<LedgerFit>(store, fitsFile)).slice(-shownFits);
