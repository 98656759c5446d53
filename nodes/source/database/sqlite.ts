import { chmod, constants, copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeContext } from '../../../contract/context.ts';
import { Failure, fail } from '../../../contract/problem.ts';
import { bareQuery } from './bare-query.ts';
import type { DatabaseParams } from './params.ts';
import { type Cell, writeRows } from './row-file.ts';
import { cutToLimit } from './row-limit.ts';
import { SqliteColumn, type SqliteValue } from './sqlite-column.ts';

const batch = 1000;

/** Runs `use` on a folder with the rows that the query gives, at most `most` of them. */
export const withSqliteRows = async <T>(
  settings: DatabaseParams,
  ctx: NodeContext,
  use: (folder: string) => Promise<T>,
  most?: number,
): Promise<T> => {
  if (settings.file === '') throw fail('param.required', { param: 'file', values: { param: 'File' } });
  const path = await ctx.files.read(settings.file);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-sqlite-'));
  try {
    const copy = await copied(path, folder, settings);
    await coded(settings, () => queryTo(folder, { copy, settings, most, ctx }));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The driver locks with a folder beside the file, and a copy is nobody's to wait for. */
const copied = async (path: string, folder: string, { file }: DatabaseParams): Promise<string> => {
  for (const beside of ['-wal', '-journal']) {
    const found = await stat(`${path}${beside}`).catch(() => undefined);
    if (found && found.size > 0)
      throw fail('file.not-readable', {
        values: { path: file, reason: `changes that are not finished lie beside it (${beside})` },
      });
  }
  const copy = join(folder, 'copy.sqlite');
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await leaveWriteAhead(copy);
  return copy;
};

/** The driver has no shared memory, which a file with a write-ahead log asks for; with nothing in the log it does without. */
const leaveWriteAhead = async (copy: string): Promise<void> => {
  await chmod(copy, 0o600);
  const file = await open(copy, 'r+');
  try {
    // https://www.sqlite.org/fileformat.html: bytes 18 and 19 are 2 with a write-ahead log and 1 without.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 18);
    if (bytesRead === 2 && buffer[0] === 2 && buffer[1] === 2) await file.write(Buffer.from([1, 1]), 0, 2, 18);
  } finally {
    await file.close();
  }
};

const coded = async (settings: DatabaseParams, work: () => Promise<void>): Promise<void> => {
  const { SQLite3Error } = (await import('node-sqlite3-wasm')).default;
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof Failure || !(thrown instanceof SQLite3Error)) throw thrown;
    if (/not a database|malformed/.test(thrown.message))
      throw fail('file.damaged', { values: { path: settings.file, reason: thrown.message } });
    throw fail('data.query-failed', { param: 'query', values: { reason: thrown.message } });
  }
};

interface Querying {
  readonly copy: string;
  readonly settings: DatabaseParams;
  readonly most: number | undefined;
  readonly ctx: NodeContext;
}

type Row = Readonly<Record<string, SqliteValue>>;

const queryTo = async (folder: string, { copy, settings, most, ctx }: Querying): Promise<void> => {
  const { Database } = (await import('node-sqlite3-wasm')).default;
  const rows = writeRows(folder);
  const database = new Database(copy, { readOnly: true, fileMustExist: true });
  try {
    const inner = bareQuery(settings.query);
    // Inside another query only a SELECT may stand, so what is none does not come further than this.
    database.prepare(`SELECT * FROM (${inner})`);
    const names = columnNames(database.prepare(inner));
    const places = names.map((_, index) => `c${index}`);
    const limit = most ?? (settings.limit === undefined ? -1 : settings.limit + 1);
    // Names of our own keep columns apart that are called alike.
    const statement = database.prepare(
      `SELECT * FROM (WITH q(${places.join(', ')}) AS (${inner}) SELECT * FROM q) LIMIT ${limit}`,
    );
    const columns = names.map((name) => new SqliteColumn(name));
    let held: Cell[][] = [];
    const flush = async (): Promise<void> => {
      ctx.signal.throwIfAborted();
      await rows.write(most ? held : cutToLimit(held, { limit: settings.limit, before: rows.rows }, ctx));
      held = [];
      ctx.progress(undefined, `${rows.rows.toLocaleString('en')} rows`);
      await nextTurn();
    };
    const bound = Object.fromEntries(settings.parameters.map((value, index) => [`$${index + 1}`, value]));
    for (const row of statement.iterate(usedIn(inner, bound)) as Iterable<Row>) {
      held.push(places.map((place, index) => columns[index]?.take(row[place] ?? null) ?? null));
      if (held.length >= batch) await flush();
    }
    await flush();
    await rows.end(columns.map((column) => column.answer));
    for (const column of columns) for (const finding of column.findings) ctx.finding(finding);
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
