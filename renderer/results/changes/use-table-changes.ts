import { useEffect, useState } from 'react';
import type { TableChanges } from '../../../contract/api.ts';
import { type FailureData, toFailureData } from '../../../contract/problem.ts';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';

export interface KnownChanges {
  readonly changes?: TableChanges;
  readonly failure?: FailureData;
}

/** What became of one table in another; empty until it is known. */
export const useTableChanges = (before: string, handle: string): KnownChanges => {
  const document = useDocumentId() ?? '';
  const key = `${before} ${handle}`;
  const [known, setKnown] = useState<KnownChanges & { readonly key: string }>();
  useEffect(() => {
    const abort = new AbortController();
    client.call('table.changes', { document, before, handle }, abort.signal).then(
      (changes) => setKnown({ key, changes }),
      (thrown: unknown) => {
        if (!abort.signal.aborted) setKnown({ key, failure: toFailureData(thrown) });
      },
    );
    return () => abort.abort();
  }, [document, before, handle, key]);
  return known?.key === key ? known : {};
};
