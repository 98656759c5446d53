import type { TablePage } from '../../contract/api.ts';
import type { Column, Part } from '../../contract/column.ts';
import type { SqlRow, SqlValue } from '../../contract/context.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection, Database } from '../database/database.ts';
import { withConnection } from '../database/with-connection.ts';

export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: { readonly column: string; readonly descending: boolean } | undefined;
  readonly part?: Part | undefined;
  /** The table is a choice of rows, of unknown number and order. */
  readonly picked?: boolean | undefined;
}

/** A cell as pages bring it. */
const cell = (column: Column): string =>
  column.type === 'datetime' ? `strftime(${sqlName(column.name)}, '%Y-%m-%dT%H:%M:%S')` : sqlName(column.name);

const cellNames = (table: Table): readonly string[] => table.columns.map((_, index) => `c${index}`);

const toPageRow = (table: Table, row: SqlRow): TablePage['page'][number] => {
  const part = row['__part'];
  return {
    row: Number(row['__row']),
    ...(typeof part === 'string' ? { part } : {}),
    cells: cellNames(table).map((name) => plain(row[name])),
  };
};

/** JSON knows neither 64-bit integers nor NaN and infinities: what does not fit goes as text. */
export const plain = (value: SqlValue | undefined): SqlValue => {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
};

interface Order {
  readonly relation: string;
  readonly rows: number;
}

/** Orders that are kept; the one that was not asked for longest is dropped for a new one. */
const keptOrders = 12;

const never = new AbortController().signal;

/**
 * Pages of tables. Any order other than the table's own is worked out once, as row numbers in that order, so that a page
 * far down costs no more than the first.
 */
export class Pages {
  readonly #database: Database;
  readonly #orders = new Map<string, Promise<Order>>();

  constructor(database: Database) {
    this.#database = database;
  }

  async page(table: Table, request: PageRequest, signal: AbortSignal = never): Promise<TablePage> {
    const selected = table.columns.map((column, index) => `${cell(column)} AS c${index}`);
    const part = table.split.parts ? ['__part'] : [];
    const wanted = ['__row', ...part, ...selected].join(', ');
    const order = this.#isPlain(table, request) ? undefined : await this.#order(table, request);
    const sql = order ? orderedSql(table, order, { wanted, ...request }) : plainSql(table, { wanted, ...request });
    const page = await withConnection(this.#database, signal, (connection) => connection.rows(sql));
    const rows = order?.rows ?? table.rows;
    return { columns: table.columns, rows, offset: request.offset, page: page.map((row) => toPageRow(table, row)) };
  }

  #isPlain(table: Table, { sort, part, picked }: PageRequest): boolean {
    return !sort && !picked && !(part && table.split.parts);
  }

  #order(table: Table, { sort, part, picked }: PageRequest): Promise<Order> {
    const known = sort && table.columns.some(({ name }) => name === sort.column) ? sort : undefined;
    const key = JSON.stringify([table.relation, known, part]);
    const found = this.#orders.get(key) ?? this.#materialise(table, orderSql(known, picked ?? false), part);
    this.#orders.delete(key);
    this.#orders.set(key, found);
    found.catch(() => this.#orders.delete(key));
    const [oldest] = this.#orders.keys();
    if (this.#orders.size > keptOrders && oldest) this.#drop(oldest);
    return found;
  }

  #drop(key: string): void {
    const order = this.#orders.get(key);
    this.#orders.delete(key);
    order
      ?.then(({ relation }) =>
        withConnection(this.#database, never, (connection) => connection.run(`DROP TABLE ${relation}`)),
      )
      .catch(() => undefined);
  }

  /** Not stopped with the request that asked first: others may wait for the same order. */
  #materialise(table: Table, by: string, part: Part | undefined): Promise<Order> {
    const relation = this.#database.freshName('order');
    const only = part && table.split.parts ? `WHERE __part = ${sqlText(part)}` : '';
    return withConnection(this.#database, never, async (connection) => {
      await connection.run(
        `CREATE TABLE ${relation} AS SELECT row_number() OVER () - 1 AS __place, __row AS __wanted FROM (SELECT __row FROM ${table.relation} ${only} ${by})`,
      );
      const [counted] = await connection.rows(`SELECT count(*) AS rows FROM ${relation}`);
      return { relation, rows: Number(counted?.['rows'] ?? 0) };
    });
  }
}

/** A table as it lies on disk is in order by itself; a choice of its rows is not. */
const orderSql = (sort: PageRequest['sort'], picked: boolean): string => {
  if (sort) return `ORDER BY ${sqlName(sort.column)} ${sort.descending ? 'DESC' : 'ASC'} NULLS LAST, __row`;
  return picked ? 'ORDER BY __row' : '';
};

type Wanted = PageRequest & { readonly wanted: string };

/** The first rows of a query on a table that keeps its columns. */
export const firstRows = async (
  connection: Pick<Connection, 'rows'>,
  table: Table,
  { sql, rows, most }: { readonly sql: string; readonly rows: number; readonly most: number },
): Promise<TablePage> => {
  const selected = table.columns.map((column, index) => `${cell(column)} AS c${index}`);
  const wanted = ['__row', ...(table.split.parts ? ['__part'] : []), ...selected].join(', ');
  const page = await connection.rows(`SELECT ${wanted} FROM (${sql}) ORDER BY __row LIMIT ${most}`);
  return { columns: table.columns, rows, offset: 0, page: page.map((row) => toPageRow(table, row)) };
};

const plainSql = (table: Table, { wanted, offset, limit }: Wanted): string =>
  `SELECT ${wanted} FROM ${table.relation} LIMIT ${limit} OFFSET ${offset}`;

const orderedSql = (table: Table, order: Order, { wanted, offset, limit }: Wanted): string =>
  `WITH wanted AS (SELECT __place, __wanted FROM ${order.relation} WHERE __place >= ${offset} AND __place < ${offset + limit})
   SELECT ${wanted} FROM ${table.relation} JOIN wanted ON __wanted = __row ORDER BY __place`;
