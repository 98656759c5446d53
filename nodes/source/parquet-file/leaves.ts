import type { Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';

/** One value of a row that can become a column. */
export interface Leaf {
  /** Dotted where it comes from within a struct. */
  readonly name: string;
  /** Its SQL expression over the file. */
  readonly sql: string;
  /** As DuckDB names it. */
  readonly type: string;
}

const deepest = 10;

/** The columns of a file, structs taken apart; `file` is a FROM item. Reads only the footer. */
export const findLeaves = async (tables: Tables, file: string): Promise<readonly Leaf[]> => {
  const columns = await tables.rows(`DESCRIBE SELECT * FROM ${file}`);
  const leaves: Leaf[] = [];
  for (const row of columns) {
    const name = String(row['column_name']);
    leaves.push(...(await apart({ name, sql: sqlName(name), type: String(row['column_type']) }, { tables, file }, 1)));
  }
  return leaves;
};

interface Described {
  readonly tables: Tables;
  readonly file: string;
}

/** Fields are taken by their place, so that it does not matter how they are called. */
const apart = async (leaf: Leaf, from: Described, depth: number): Promise<readonly Leaf[]> => {
  if (!isNamedStruct(leaf.type) || depth > deepest) return [leaf];
  const fields = await from.tables.rows(
    `DESCRIBE SELECT struct.* FROM (SELECT ${leaf.sql} AS struct FROM ${from.file})`,
  );
  const leaves: Leaf[] = [];
  for (const [index, field] of fields.entries()) {
    const inner = {
      name: `${leaf.name}.${String(field['column_name'])}`,
      sql: `struct_extract_at(${leaf.sql}, ${index + 1})`,
      type: String(field['column_type']),
    };
    leaves.push(...(await apart(inner, from, depth + 1)));
  }
  return leaves;
};

/** A struct without names of its fields has their types only: `STRUCT(INTEGER, VARCHAR)`. */
const isNamedStruct = (type: string): boolean =>
  /^STRUCT\(.*\)$/s.test(type) &&
  /^STRUCT\(("([^"]|"")*"|\w+) [A-Z]/s.test(type) &&
  !/^STRUCT\((TIME|TIMESTAMP) WITH /.test(type);
