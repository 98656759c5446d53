import { useEffect, useState } from 'react';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import type { Picked } from '../../state/session.ts';
import type { TableSource } from '../data/table-source.ts';

interface Loaded {
  readonly picked: Picked;
  readonly source?: TableSource;
  readonly failure?: string;
}

/** A choice of rows as a table: its first page tells what columns it has and how many rows there are. */
export const usePickedSource = (picked: Picked): Omit<Loaded, 'picked'> => {
  const document = useDocumentId() ?? '';
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    const abort = new AbortController();
    const { source, where } = picked;
    const { handle } = source;
    const predictions = source.kind === 'predictions' ? source : undefined;
    const choice = { where: [...where], ...(predictions?.about ? { beside: predictions.about } : {}) };
    const ask = (asked: typeof choice | Pick<typeof choice, 'where'>): Promise<void> =>
      client.call('table.page', { document, handle, limit: 1, ...asked }, abort.signal).then(({ columns, rows }) => {
        const task = predictions ? { task: predictions.task } : {};
        const found: TableSource = { handle, columns, rows, parts: [], partColumn: false, choice: asked, ...task };
        setLoaded({ picked, source: found });
      });
    ask(choice)
      // What the predictions are about may have left the cache; they themselves are there all the same.
      .catch(() => (abort.signal.aborted ? undefined : ask({ where: choice.where })))
      .catch((thrown: unknown) => {
        if (abort.signal.aborted) return;
        setLoaded({ picked, failure: thrown instanceof Error ? thrown.message : String(thrown) });
      });
    return () => abort.abort();
  }, [document, picked]);
  return loaded?.picked === picked ? loaded : {};
};
