import { useEffect, useState } from 'react';
import type { ValueSummary } from '../../contract/run-event.ts';
import { client } from '../host/client.ts';
import { useDocumentId } from '../state/document.ts';
import { type ReviewRow, reviewRows } from './review-row.ts';

type Table = Extract<ValueSummary, { readonly kind: 'table' }>;

const request = 500;
/** More than a person goes through before the next run. */
const most = 5000;

export interface ReviewRows {
  readonly rows: readonly ReviewRow[];
  /** All rows that will be are there. */
  readonly complete: boolean;
  readonly failure: string | undefined;
}

interface Loaded extends ReviewRows {
  readonly handle: string;
}

const nothing: ReviewRows = { rows: [], complete: false, failure: undefined };

/** The rows of a table of issues, the least believable first, as they arrive. */
export const useReviewRows = (table: Table): ReviewRows => {
  const document = useDocumentId() ?? '';
  const { handle, rows: count } = table;
  const [loaded, setLoaded] = useState<Loaded>({ ...nothing, handle });
  useEffect(() => {
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      let rows: readonly ReviewRow[] = [];
      const wanted = Math.min(count, most);
      do {
        const page = await client.call(
          'table.page',
          { document, handle, offset: rows.length, limit: request },
          abort.signal,
        );
        if (abort.signal.aborted) return;
        rows = [...rows, ...reviewRows(page.columns, page.page)];
        setLoaded({ handle, rows, complete: rows.length >= wanted || page.page.length === 0, failure: undefined });
        if (page.page.length === 0) return;
      } while (rows.length < wanted);
    };
    load().catch((failure: unknown) => {
      if (abort.signal.aborted) return;
      const message = failure instanceof Error ? failure.message : String(failure);
      setLoaded({ ...nothing, handle, complete: true, failure: message });
    });
    return () => abort.abort();
  }, [document, handle, count]);
  return loaded.handle === handle ? loaded : nothing;
};
