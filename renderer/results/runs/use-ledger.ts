import { useEffect, useState } from 'react';
import type { LedgerFit, RunRecord } from '../../../contract/ledger.ts';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import { useRuns } from '../../state/runs.ts';

type Ask<T> = (document: string, signal: AbortSignal) => Promise<readonly T[]>;

/** What the ledger answers; undefined until it has. Asked again when a run begins or ends. */
const useLedger = <T>(ask: Ask<T>): readonly T[] | undefined => {
  const document = useDocumentId();
  const state = useRuns(({ run }) => (run ? `${run.run} ${run.status}` : ''));
  const [records, setRecords] = useState<readonly T[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state of the latest run is why the ledger is asked again
  useEffect(() => {
    if (document === undefined) return;
    const abort = new AbortController();
    ask(document, abort.signal).then(setRecords, () => setRecords((old) => old ?? []));
    return () => abort.abort();
  }, [ask, document, state]);
  return records;
};

const askRuns: Ask<RunRecord> = (document, signal) => client.call('run.list', { document }, signal);
const askFits: Ask<LedgerFit> = (document, signal) => client.call('run.fits', { document }, signal);

/** Earlier runs of the document, newest first. */
export const useRunRecords = (): readonly RunRecord[] | undefined => useLedger(askRuns);

/** Every fit of these runs, oldest first. */
export const useFits = (): readonly LedgerFit[] | undefined => useLedger(askFits);
