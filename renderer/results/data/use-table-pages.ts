import { useEffect, useMemo, useReducer } from 'react';
import type { Part } from '../../../contract/column.ts';
import { client } from '../../host/client.ts';
import { useDocumentId } from '../../state/document.ts';
import { createPageCache, type PageCache } from './page-cache.ts';
import type { TableSource } from './table-source.ts';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

export interface TableView {
  readonly sort?: Sorting | undefined;
  readonly part?: Part | undefined;
}

/** Pages of a table in one order and filter. Another order or filter begins with a cache of its own. */
export const useTablePages = (
  { handle, choice }: Pick<TableSource, 'handle' | 'choice'>,
  { sort, part }: TableView,
): { cache: PageCache; version: number } => {
  const document = useDocumentId() ?? '';
  const [version, changed] = useReducer((count: number) => count + 1, 0);
  const { column, descending } = sort ?? {};
  const cache = useMemo(
    () =>
      createPageCache({
        pageRows: 200,
        keep: 60,
        changed,
        load: (offset, limit, signal) => {
          const order = column === undefined ? {} : { sort: { column, descending: descending ?? false } };
          return client.call(
            'table.page',
            { document, handle, offset, limit, ...choice, ...order, ...(part ? { part } : {}) },
            signal,
          );
        },
      }),
    [document, handle, choice, column, descending, part],
  );
  useEffect(() => () => cache.close(), [cache]);
  return { cache, version };
};
