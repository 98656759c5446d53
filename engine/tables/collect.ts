import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

const measured = (table: Table, name: string): string => {
  const column = table.columns.find((one) => one.name === name);
  return column?.type === 'datetime' ? `epoch(${sqlName(name)}) / 86400` : `${sqlName(name)}::DOUBLE`;
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
  if (names.length === 0) return columns;
  const asked = names.map((name) => `coalesce(${measured(table, name)}, 'NaN'::DOUBLE)`);
  let at = 0;
  for await (const chunk of connection.stream(`SELECT ${asked.join(', ')} FROM ${table.relation}`)) {
    for (const [index, values] of columns.entries()) values.set(chunk.items(index) as ArrayLike<number>, at);
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
