import type { RunRecord } from '../../contract/ledger.ts';
import { WrongUsage } from '../exit-codes.ts';

/** A run by its number in the list, 1 being the latest, or by the beginning of its name. @throws WrongUsage */
export const findRun = (runs: readonly RunRecord[], given: string): RunRecord => {
  const byNumber = /^\d{1,4}$/.test(given) ? runs[Number(given) - 1] : undefined;
  if (byNumber) return byNumber;
  const found = runs.filter(({ run }) => run.startsWith(given));
  if (found.length === 1) return found[0] as RunRecord;
  throw new WrongUsage(
    found.length === 0
      ? `there is no run “${given}”; “millrace runs list FLOW” lists them`
      : `“${given}” begins the names of ${found.length} runs; give more of it`,
  );
};
