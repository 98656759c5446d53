import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Touch } from '../../contract/amendment.ts';
import { type Column, unsplit } from '../../contract/column.ts';
import type { SqlValue, Tables } from '../../contract/context.ts';
import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection, Database } from '../database/database.ts';
import { collectNumbers, collectTexts } from './collect.ts';
import { countMissing } from './count-missing.ts';
import { canBeNumbered, countRows, parquetOptions, parquetRelation, selectList } from './parquet.ts';
import { type StepRelations, stepRelations } from './step-relations.ts';

/** A table that was made of another by changing little of it. */
export interface Amended {
  readonly from: Table;
  readonly touch: Touch;
  readonly columns: readonly Column[];
  /** A query for its rows, in any order. */
  readonly sql: string;
}

export interface StepTables extends Tables {
  /** How the table behind a relation was made, where it was amended. */
  amended(relation: string): Amended | undefined;
  /** Has a table that others made for this step dropped with the rest. */
  dropLater(name: string): void;
  /** Drops what the step made in DuckDB. Its outputs have been written by then. */
  dispose(): Promise<void>;
}

interface Making {
  readonly database: Database;
  readonly connection: Connection;
  /** Drops what was made, also when `connection` takes no more queries. The same one where absent. */
  readonly cleaning?: Connection;
  /** Folder for tables that are written while the step runs. */
  readonly scratch: string;
}

type AppendedType = 'DOUBLE' | 'BIGINT' | 'BOOLEAN' | 'VARCHAR';

const appendedTypes: Readonly<Record<Column['type'], AppendedType>> = {
  number: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  category: 'VARCHAR',
  text: 'VARCHAR',
  datetime: 'VARCHAR',
};

const asTable = (relation: string, columns: readonly Column[], split: Table['split'], rows: number): Table => ({
  kind: 'table',
  relation,
  columns,
  rows,
  split,
});

/** The table beside `values`, row by row; an added column takes the place of one of its name. */
const joinedSql = (table: Table, added: readonly Column[], values: string) => {
  const replaced = new Set(added.map(({ name }) => name));
  const kept = table.columns.filter(({ name }) => !replaced.has(name));
  const old = [...hiddenColumns(table), ...kept.map(({ name }) => name)].map((name) => `t.${sqlName(name)}`);
  const brought = added.map(
    ({ name, type }, index) => `CAST(v.added_${index} AS ${physicalTypes[type]}) AS ${sqlName(name)}`,
  );
  const sql = `SELECT ${[...old, ...brought].join(', ')} FROM ${table.relation} t POSITIONAL JOIN ${values} v`;
  return { sql, kept };
};

/** Writes what a query gives, its rows numbered in its order. Answers how to read it. */
const writeNumbered = async (
  connection: Connection,
  sql: string,
  { columns, path }: { readonly columns: readonly Column[]; readonly path: string },
): Promise<string> => {
  const numbered = canBeNumbered({ columns });
  const cells = selectList({ columns, split: unsplit, without: numbered ? ['__row'] : [] });
  const from = numbered ? sql : `SELECT row_number() OVER () - 1 AS __row, * FROM (${sql})`;
  const options = parquetOptions(columns);
  await connection.run(`COPY (SELECT ${cells} FROM (${from})) TO ${sqlText(path)} (${options})`);
  return parquetRelation({ path, numbered });
};

/** Tables that follow from other tables. */
const deriving = (connection: Connection, relations: StepRelations) => {
  const amendments = new Map<string, Amended>();
  const derive: Tables['derive'] = async (from, sql, columns, split) => {
    const name = await relations.view(sql);
    return asTable(name, columns, split ?? from.split, await countRows(connection, name));
  };
  const amend: Tables['amend'] = async (from, sql, { touch, columns = from.columns, split = from.split }) => {
    // Which rows are left is told without an order, which only whoever reads the table needs.
    const name = await relations.view(touch === 'rows' ? `SELECT * FROM (${sql}) ORDER BY __row` : sql);
    amendments.set(name, { from, touch, columns, sql });
    return asTable(name, columns, split, touch === 'rows' ? await countRows(connection, name) : from.rows);
  };
  return { derive, amend, amended: (relation: string) => amendments.get(relation) };
};

/** DuckDB as one step sees it: its own connection, its own relations. */
export const stepTables = ({ database, connection, cleaning = connection, scratch }: Making): StepTables => {
  const relations = stepRelations({ database, connection, cleaning });
  const derived = deriving(connection, relations);

  const create: Tables['create'] = async (sql, columns) => {
    await mkdir(scratch, { recursive: true });
    const path = join(scratch, `${database.freshName('table')}.parquet`);
    const relation = await writeNumbered(connection, sql, { columns, path });
    return asTable(relation, columns, unsplit, await countRows(connection, relation));
  };

  return {
    ...derived,
    create,
    hold: relations.table,
    rowSet: async (rows) => {
      const values = await relations.append([{ name: '__row', type: 'DOUBLE', values: Float64Array.from(rows) }]);
      return `(SELECT CAST(__row AS BIGINT) AS __row FROM ${values})`;
    },
    missing: (table, columns) => countMissing(connection, table, columns),
    dropLater: relations.dropLater,
    rows: (sql, values) => connection.rows(sql, values),
    fromRows: async (columns, rows) => {
      const values = await relations.append(
        columns.map(({ name, type }, index) => ({
          name,
          type: appendedTypes[type],
          values: rows.map((row) => toAppended(row[index])),
        })),
      );
      const cast = columns.map(
        ({ name, type }) => `CAST(${sqlName(name)} AS ${physicalTypes[type]}) AS ${sqlName(name)}`,
      );
      return create(`SELECT ${cast.join(', ')} FROM ${values}`, columns);
    },
    numbers: async (table, column) => (await collectNumbers(connection, table, [column]))[0] ?? new Float64Array(),
    numberColumns: (table, columns, into) => collectNumbers(connection, table, columns, into),
    texts: (table, column) => collectTexts(connection, table, column),
    withColumns: async (table, added) => {
      const columns = added.map(({ column }) => column);
      const values = await relations.append(
        added.map(({ column, values: items }, index) => ({
          name: `added_${index}`,
          type: appendedTypes[column.type],
          values: items,
        })),
      );
      const { sql, kept } = joinedSql(table, columns, values);
      return derived.derive(table, sql, [...kept, ...columns]);
    },
    dispose: relations.dispose,
  };
};

const toAppended = (value: SqlValue | undefined): number | bigint | string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? Number(value) : value;
};
