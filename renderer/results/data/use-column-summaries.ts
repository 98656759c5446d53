import { useEffect, useState } from 'react';
import type { ColumnSummary } from '../../../contract/api.ts';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import type { TableSource } from './table-source.ts';

export type Summaries = Readonly<Record<string, ColumnSummary>>;

const none: Summaries = {};

/** Summaries of a table's columns, by name; empty until they are there. The grid does without them. */
export const useColumnSummaries = ({ handle, choice }: Pick<TableSource, 'handle' | 'choice'>): Summaries => {
  const document = useDocumentId() ?? '';
  const [known, setKnown] = useState<{ readonly handle: string; readonly summaries: Summaries }>();
  useEffect(() => {
    const abort = new AbortController();
    client.call('table.summary', { document, handle, ...choice }, abort.signal).then(
      (list) => setKnown({ handle, summaries: Object.fromEntries(list.map((summary) => [summary.column, summary])) }),
      () => undefined,
    );
    return () => abort.abort();
  }, [document, handle, choice]);
  return known?.handle === handle ? known.summaries : none;
};
