import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';

const measured = (table: Table, name: string): string => {
  const column = table.columns.find((one) => one.name === name);
  return column?.type === 'datetime' ? `epoch(${sqlName(name)}) / 86400` : `${sqlName(name)}::DOUBLE`;
};

/** A column as doubles, missing as NaN, dates as days since 1970, in the order of the rows. */
export const collectNumbers = async (connection: Connection, table: Table, name: string): Promise<Float64Array> => {
  const values = new Float64Array(table.rows);
  let at = 0;
  for await (const chunk of connection.stream(
    `SELECT coalesce(${measured(table, name)}, 'NaN'::DOUBLE) FROM ${table.relation}`,
  )) {
    values.set(chunk.items(0) as ArrayLike<number>, at);
    at += chunk.rows;
  }
  return values;
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
