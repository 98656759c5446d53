import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Column, unsplit } from '../../contract/column.ts';
import type { SqlValue, Tables } from '../../contract/context.ts';
import { hiddenColumns, physicalTypes, sqlName, sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection, Database } from '../database/database.ts';
import { collectNumbers, collectTexts } from './collect.ts';
import { canBeNumbered, countRows, parquetOptions, parquetRelation, selectList } from './parquet.ts';

export interface StepTables extends Tables {
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
  const options = parquetOptions(columns.length);
  await connection.run(`COPY (SELECT ${cells} FROM (${from})) TO ${sqlText(path)} (${options})`);
  return parquetRelation({ path, numbered });
};

/** DuckDB as one step sees it: its own connection, its own relations. */
export const stepTables = ({ database, connection, cleaning = connection, scratch }: Making): StepTables => {
  const made: { readonly kind: 'VIEW' | 'TABLE'; readonly name: string }[] = [];

  const create: Tables['create'] = async (sql, columns) => {
    await mkdir(scratch, { recursive: true });
    const path = join(scratch, `${database.freshName('table')}.parquet`);
    const relation = await writeNumbered(connection, sql, { columns, path });
    return asTable(relation, columns, unsplit, await countRows(connection, relation));
  };

  const append = async (
    columns: readonly {
      readonly name: string;
      readonly type: AppendedType;
      readonly values: ArrayLike<number | bigint | string | null>;
    }[],
  ): Promise<string> => {
    const name = database.freshName('values');
    await connection.append(name, columns);
    made.push({ kind: 'TABLE', name });
    return name;
  };

  const derive: Tables['derive'] = async (from, sql, columns, split) => {
    const name = database.freshName('view');
    await connection.run(`CREATE VIEW ${name} AS ${sql}`);
    made.push({ kind: 'VIEW', name });
    return asTable(name, columns, split ?? from.split, await countRows(connection, name));
  };

  return {
    create,
    derive,
    dropLater: (name) => made.push({ kind: 'TABLE', name }),
    rows: (sql, values) => connection.rows(sql, values),
    fromRows: async (columns, rows) => {
      const values = await append(
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
      const values = await append(
        added.map(({ column, values: items }, index) => ({
          name: `added_${index}`,
          type: appendedTypes[column.type],
          values: items,
        })),
      );
      const { sql, kept } = joinedSql(
        table,
        added.map(({ column }) => column),
        values,
      );
      return derive(table, sql, [...kept, ...added.map(({ column }) => column)]);
    },
    dispose: async () => {
      for (const { kind, name } of made.reverse()) await cleaning.run(`DROP ${kind} IF EXISTS ${name}`);
      made.length = 0;
    },
  };
};

const toAppended = (value: SqlValue | undefined): number | bigint | string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? Number(value) : value;
};
