import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { type NumbersWanted, readNumbers } from '../parquet/read-numbers.ts';
import { numbersInFile } from './numbers-in-file.ts';

/** With fewer rows it takes no time either way. */
const manyRows = 10_000;

const measured = (table: Table, name: string): string => {
  const column = table.columns.find((one) => one.name === name);
  return column?.type === 'datetime' ? `epoch(${sqlName(name)}) / 86400` : `${sqlName(name)}::DOUBLE`;
};

/** Puts columns that the table's file holds as numbers where they belong, straight from there. Answers which are left. */
const fromFile = async (
  connection: Connection,
  table: Table,
  wanted: readonly NumbersWanted[],
): Promise<readonly NumbersWanted[]> => {
  const file =
    table.rows >= manyRows &&
    numbersInFile(
      table,
      wanted.map(({ name }) => name),
    );
  if (!file || file.rows !== table.rows) return wanted;
  const there = wanted.flatMap(({ name, into }) => {
    const inFile = file.columns.get(name);
    return inFile === undefined ? [] : [{ name: inFile, into }];
  });
  try {
    if (there.length > 0) await readNumbers(file.path, there, connection.check);
    return wanted.filter(({ name }) => !file.columns.has(name));
  } catch {
    connection.check();
    return wanted;
  }
};

/**
 * Columns as doubles, missing as NaN, dates as days since 1970, in the order of the rows. DuckDB hands a chunk over in the
 * same time whatever it holds, so four columns together cost half of what they cost one by one.
 */
export const collectNumbers = async (
  connection: Connection,
  table: Table,
  names: readonly string[],
  into?: readonly Float64Array[],
): Promise<readonly Float64Array[]> => {
  const columns = names.map((_, index) => into?.[index] ?? new Float64Array(table.rows));
  const all = names.map((name, index) => ({ name, into: columns[index] as Float64Array }));
  const left = await fromFile(connection, table, all);
  if (left.length === 0) return columns;
  const asked = left.map(({ name }) => `coalesce(${measured(table, name)}, 'NaN'::DOUBLE)`);
  let at = 0;
  for await (const chunk of connection.stream(`SELECT ${asked.join(', ')} FROM ${table.relation}`)) {
    for (const [index, { into: values }] of left.entries()) values.set(chunk.items(index) as ArrayLike<number>, at);
    at += chunk.rows;
  }
  return columns;
};

/** A column as text, missing as null, in the order of the rows. */
export const collectTexts = async (
  connection: Connection,
  table: Table,
  name: string,
): Promise<readonly (string | null)[]> => {
  const values: (string | null)[] = [];
  for await (const chunk of connection.stream(`SELECT ${sqlName(name)}::VARCHAR FROM ${table.relation}`))
    for (const value of chunk.values(0)) values.push(value === null ? null : String(value));
  return values;
};
