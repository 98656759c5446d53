import { useEffect, useState } from 'react';
import type { RunRecord } from '../../../contract/ledger.ts';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import { useRuns } from '../../state/runs.ts';

/** Earlier runs of the document, newest first; undefined until they are known. Asked for again when a run begins or ends. */
export const useRunsList = (): readonly RunRecord[] | undefined => {
  const document = useDocumentId();
  const state = useRuns(({ run }) => (run ? `${run.run} ${run.status}` : ''));
  const [runs, setRuns] = useState<readonly RunRecord[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state of the latest run is why the list is asked for again
  useEffect(() => {
    if (document === undefined) return;
    const abort = new AbortController();
    client.call('run.list', { document }, abort.signal).then(
      (list) => setRuns([...list].sort((a, b) => b.at - a.at)),
      () => setRuns((old) => old ?? []),
    );
    return () => abort.abort();
  }, [document, state]);
  return runs;
};
