import type { TablePage } from '../../contract/api.ts';
import type { Column, Part } from '../../contract/column.ts';
import type { SqlRow, SqlValue } from '../../contract/context.ts';
import { sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection, Database } from '../database/database.ts';

export interface PageRequest {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: { readonly column: string; readonly descending: boolean } | undefined;
  readonly part?: Part | undefined;
}

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
const plain = (value: SqlValue | undefined): SqlValue => {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value ?? null;
};

/**
 * Pages of tables. Any order other than the table's own is put on disk once, as row numbers in that order, so that a page
 * far down costs no more than the first.
 */
export class Pages {
  readonly #database: Database;
  readonly #connection: Connection;
  readonly #orders = new Map<string, Promise<{ readonly relation: string; readonly rows: number }>>();

  constructor(database: Database, connection: Connection) {
    this.#database = database;
    this.#connection = connection;
  }

  async page(table: Table, request: PageRequest): Promise<TablePage> {
    const selected = table.columns.map((column, index) => `${cell(column)} AS c${index}`);
    const part = table.split.parts ? ['__part'] : [];
    const wanted = ['__row', ...part, ...selected].join(', ');
    const { rows, page } = this.#isPlain(table, request)
      ? await this.#plainPage(table, wanted, request)
      : await this.#orderedPage(table, wanted, request);
    return { columns: table.columns, rows, offset: request.offset, page: page.map((row) => toPageRow(table, row)) };
  }

  #isPlain(table: Table, { sort, part }: PageRequest): boolean {
    return !sort && !(part && table.split.parts);
  }

  async #plainPage(table: Table, wanted: string, { offset, limit }: PageRequest) {
    const sql = `SELECT ${wanted} FROM ${table.relation} LIMIT ${limit} OFFSET ${offset}`;
    return { rows: table.rows, page: await this.#connection.rows(sql) };
  }

  async #orderedPage(table: Table, wanted: string, request: PageRequest) {
    const order = await this.#order(table, request);
    const sql = `WITH wanted AS (SELECT place, row FROM ${order.relation} WHERE place >= ${request.offset} AND place < ${request.offset + request.limit})
      SELECT ${wanted} FROM ${table.relation} JOIN wanted ON wanted.row = __row ORDER BY place`;
    return { rows: order.rows, page: await this.#connection.rows(sql) };
  }

  #order(table: Table, { sort, part }: PageRequest) {
    const known = sort && table.columns.some(({ name }) => name === sort.column) ? sort : undefined;
    const key = JSON.stringify([table.relation, known, part]);
    const found = this.#orders.get(key) ?? this.#materialise(table, known, part);
    this.#orders.set(key, found);
    found.catch(() => this.#orders.delete(key));
    return found;
  }

  async #materialise(table: Table, sort: PageRequest['sort'], part: Part | undefined) {
    const relation = this.#database.freshName('order');
    const by = sort ? `ORDER BY ${sqlName(sort.column)} ${sort.descending ? 'DESC' : 'ASC'} NULLS LAST, __row` : '';
    const only = part && table.split.parts ? `WHERE __part = ${sqlText(part)}` : '';
    await this.#connection.run(
      `CREATE TABLE ${relation} AS SELECT row_number() OVER () - 1 AS place, __row AS row FROM (SELECT __row FROM ${table.relation} ${only} ${by})`,
    );
    const [counted] = await this.#connection.rows(`SELECT count(*) AS rows FROM ${relation}`);
    return { relation, rows: Number(counted?.['rows'] ?? 0) };
  }
}
