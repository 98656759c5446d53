import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerFit, RunRecord } from '../../contract/ledger.ts';
import { flowsFolder } from './flow-snapshots.ts';
import { inTurn } from './in-turn.ts';
import { fitsFile, readRecords, runsFile } from './ledger.ts';

/** Largest sizes of the two books in bytes. */
export interface LedgerLimits {
  readonly runs: number;
  readonly fits: number;
}

const usual: LedgerLimits = { runs: 8e6, fits: 64e6 };

const sizeOf = async (store: string, name: string): Promise<number> =>
  stat(join(store, name)).then(
    ({ size }) => size,
    () => 0,
  );

const textOf = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const rewrite = async (store: string, name: string, records: readonly unknown[]): Promise<void> => {
  const path = join(store, name);
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  await writeFile(part, textOf(records));
  await rename(part, path);
};

/** The latest records that four fifths of the limit have room for; the latest one always. */
const latest = <T>(records: readonly T[], bytes: number): readonly T[] => {
  let room = bytes * 0.8;
  const first = records.findLastIndex((record, index) => {
    room -= Buffer.byteLength(textOf([record]));
    return room < 0 && index < records.length - 1;
  });
  return records.slice(first + 1);
};

const dropFlows = async (store: string, kept: ReadonlySet<string>): Promise<void> => {
  const folder = join(store, flowsFolder);
  for (const name of await readdir(folder).catch(() => []))
    if (!kept.has(name.slice(0, name.indexOf('.')))) await rm(join(folder, name), { force: true });
};

/** Keeps the books at a size that can be read: when one outgrows its limit the oldest go, with their fits and flows. */
export const pruneLedger = (store: string, limits: LedgerLimits = usual): Promise<void> =>
  inTurn(store, async () => {
    const fitsInLimits =
      (await sizeOf(store, runsFile)) <= limits.runs && (await sizeOf(store, fitsFile)) <= limits.fits;
    if (fitsInLimits) return;
    const runs = latest(await readRecords<RunRecord>(store, runsFile), limits.runs);
    const names = new Set(runs.map(({ run }) => run));
    const fits = await readRecords<LedgerFit>(store, fitsFile);
    await rewrite(store, runsFile, runs);
    const ofKept = fits.filter(({ run }) => names.has(run));
    await rewrite(store, fitsFile, latest(ofKept, limits.fits));
    await dropFlows(store, new Set(runs.flatMap(({ flow }) => flow ?? [])));
  });
