import type { Finding } from '../../../contract/report.ts';
import { type Cell, writeRows } from './row-file.ts';
import { cutToLimit } from './row-limit.ts';
import { SqliteColumn, type SqliteValue } from './sqlite-column.ts';

const batch = 1000;

export interface Querying {
  /** For the rows. */
  readonly folder: string;
  /** The database. */
  readonly copy: string;
  readonly query: string;
  readonly parameters: readonly string[];
  readonly limit: number | undefined;
  /** Rows that are enough, though there may be more. */
  readonly most: number | undefined;
}

export interface Told {
  rows(count: number): void;
  finding(finding: Finding): void;
}

type Row = Readonly<Record<string, SqliteValue>>;

/** Runs the query and writes what it gives to the folder. Nothing but an end of the thread stops it. */
export const runQuery = async (
  { folder, copy, query, parameters, limit, most }: Querying,
  told: Told,
): Promise<void> => {
  const { Database } = (await import('node-sqlite3-wasm')).default;
  const rows = writeRows(folder);
  const database = new Database(copy, { readOnly: true, fileMustExist: true });
  try {
    // Inside another query only a SELECT may stand, so what is none does not come further than this.
    database.prepare(`SELECT * FROM (${query})`);
    const names = columnNames(database.prepare(query));
    const places = names.map((_, index) => `c${index}`);
    const asked = Math.min(most ?? Infinity, limit === undefined ? Infinity : limit + 1);
    // Names of our own keep columns apart that are called alike.
    const statement = database.prepare(
      `SELECT * FROM (WITH q(${places.join(', ')}) AS (${query}) SELECT * FROM q) LIMIT ${Number.isFinite(asked) ? asked : -1}`,
    );
    const columns = names.map((name) => new SqliteColumn(name));
    let held: Cell[][] = [];
    const flush = async (): Promise<void> => {
      await rows.write(cutToLimit(held, { limit, before: rows.rows }, told));
      held = [];
      told.rows(rows.rows);
    };
    const bound = Object.fromEntries(parameters.map((value, index) => [`$${index + 1}`, value]));
    for (const row of statement.iterate(usedIn(query, bound)) as Iterable<Row>) {
      held.push(places.map((place, index) => columns[index]?.take(row[place] ?? null) ?? null));
      if (held.length >= batch) await flush();
    }
    await flush();
    await rows.end(columns.map((column) => column.answer));
    for (const column of columns) for (const finding of column.findings) told.finding(finding);
  } finally {
    database.close();
    rows.drop();
  }
};

/** The driver's own list of the names, in the order of the query; its rows are objects, which put whole numbers first. */
const columnNames = (statement: object): readonly string[] =>
  (statement as { _getColumnNames(): readonly string[] })._getColumnNames();

/** The driver refuses values that the query does not name. */
const usedIn = (query: string, bound: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(bound).filter(([name]) => new RegExp(`\\${name}(?!\\d)`).test(query)));
