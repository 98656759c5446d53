import { parentPort, workerData } from 'node:worker_threads';
import sqlite from 'node-sqlite3-wasm';
import type { Finding } from '../../../contract/report.ts';
import { type Querying, runQuery } from './sqlite-query.ts';

/** What the thread of a query tells. */
export type SqliteMessage =
  | { readonly kind: 'rows'; readonly count: number }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string };

const tell = (message: SqliteMessage): void => parentPort?.postMessage(message);

try {
  await runQuery(workerData as Querying, {
    rows: (count) => tell({ kind: 'rows', count }),
    finding: (finding) => tell({ kind: 'finding', finding }),
  });
  tell({ kind: 'done' });
} catch (thrown) {
  if (!(thrown instanceof sqlite.SQLite3Error)) throw thrown;
  tell({ kind: 'refused', reason: thrown.message });
}
