import type { TablePage } from '../../contract/api.ts';
import type { Column, Part } from '../../contract/column.ts';
import type { SqlRow, SqlValue } from '../../contract/context.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection, Database } from '../database/database.ts';
import { withConnection } from '../database/with-connection.ts';
import { columnBlocks } from '../tables/column-blocks.ts';
import { parquetColumns } from '../tables/parquet.ts';
import { isOrderedView } from '../tables/stored-view.ts';

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

/** A row of the page from its pieces, one a block of columns. */
const toPageRow = (pieces: readonly SqlRow[]): TablePage['page'][number] => {
  const { __row: row, __part: part } = pieces[0] ?? {};
  const cells = pieces.flatMap(({ __row, __part, ...values }) => Object.values(values).map(plain));
  return { row: Number(row), ...(typeof part === 'string' ? { part } : {}), cells };
};

/** A query for the cells in `wanted`, from a relation that has them. */
type Selecting = (wanted: string, relation: string) => string;

/** The rows of a query that `sqlOf` makes of the wanted cells; the same rows whatever is wanted. */
const pageRows = async (
  connection: Pick<Connection, 'rows'>,
  table: Table,
  sqlOf: Selecting,
): Promise<TablePage['page']> => {
  const hidden = ['__row', ...(table.split.parts ? ['__part'] : [])];
  const blocks: (readonly SqlRow[])[] = [];
  for (const columns of columnBlocks(table.columns)) {
    const wanted = [...hidden, ...columns.map((column, index) => `${cell(column)} AS c${index}`)].join(', ');
    const relation = parquetColumns(table.relation, [...hidden, ...columns.map(({ name }) => name)]);
    blocks.push(await connection.rows(sqlOf(wanted, relation)));
  }
  return (blocks[0] ?? []).map((_, index) => toPageRow(blocks.map((rows) => rows[index] ?? {})));
};

/** JSON knows neither 64-bit integers nor NaN and infinities: what does not fit goes as text. */
export const plain = (value: SqlValue | undefined): SqlValue => {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
};

/**
 * Between which row ids a page lies, where rows that are left out stand in the file among the others: to skip a million rows
 * DuckDB would read all columns of them (0.37 s a page instead of 0.05).
 */
const rowsBetween = async (
  connection: Pick<Connection, 'rows'>,
  { relation }: Table,
  { offset, limit }: PageRequest,
): Promise<string | undefined> => {
  if (offset === 0 || !isOrderedView(relation)) return undefined;
  const [row] = await connection.rows(
    `SELECT min(__row) AS low, max(__row) AS high FROM (SELECT __row FROM ${relation} LIMIT ${limit} OFFSET ${offset})`,
  );
  const [low, high] = [row?.['low'] ?? null, row?.['high'] ?? null];
  return low === null || high === null ? 'false' : `__row BETWEEN ${low} AND ${high}`;
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
    const order = this.#isPlain(table, request) ? undefined : await this.#order(table, request);
    const sqlOf: Selecting = (wanted, relation) =>
      order
        ? orderedSql(order, { wanted, relation, ...request })
        : `SELECT ${wanted} FROM ${relation} LIMIT ${request.limit} OFFSET ${request.offset}`;
    const page = await withConnection(this.#database, signal, async (connection) => {
      const between = order ? undefined : await rowsBetween(connection, table, request);
      const within: Selecting = (wanted, relation) =>
        `SELECT ${wanted} FROM ${relation} WHERE ${between} LIMIT ${request.limit}`;
      return pageRows(connection, table, between ? within : sqlOf);
    });
    return { columns: table.columns, rows: order?.rows ?? table.rows, offset: request.offset, page };
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

type Wanted = PageRequest & { readonly wanted: string; readonly relation: string };

/** The first rows of a query on a table that keeps its columns. */
export const firstRows = async (
  connection: Pick<Connection, 'rows'>,
  table: Table,
  { sql, rows, most }: { readonly sql: string; readonly rows: number; readonly most: number },
): Promise<TablePage> => {
  const sqlOf: Selecting = (wanted) => `SELECT ${wanted} FROM (${sql}) ORDER BY __row LIMIT ${most}`;
  return { columns: table.columns, rows, offset: 0, page: await pageRows(connection, table, sqlOf) };
};

const orderedSql = (order: Order, { wanted, relation, offset, limit }: Wanted): string =>
  `WITH wanted AS (SELECT __place, __wanted FROM ${order.relation} WHERE __place >= ${offset} AND __place < ${offset + limit})
   SELECT ${wanted} FROM ${relation} JOIN wanted ON __wanted = __row ORDER BY __place`;
