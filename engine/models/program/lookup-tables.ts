import type { LookupTable, TermsTable } from '../../../contract/row-program.ts';
import { constantExpr } from './constant-expr.ts';
import { refusal } from './refusal.ts';
import type { ConstantRows } from './row-stage.ts';
import type { SqlExpr } from './sql-tree.ts';

const numberIn = (expr: SqlExpr | undefined, by: string): number => {
  const bare = expr?.class === 'CAST' ? expr.child : expr;
  const negative = bare?.class === 'FUNCTION' && bare.function_name === '-' ? bare.children?.[0] : undefined;
  const constant = negative ?? bare;
  const inner = constant?.class === 'CAST' ? constant.child : constant;
  const [op, value] = inner?.class === 'CONSTANT' ? constantExpr(inner, by) : ['null'];
  const number = op === 'null' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw refusal(by, 'what it looks up is no number');
  return negative ? -number : number;
};

/** The tables that a program looks things up in; only the columns that are asked for. */
export class LookupTables {
  readonly #tables: (LookupTable | TermsTable)[] = [];
  readonly #places = new Map<unknown, number>();

  get all(): readonly (LookupTable | TermsTable)[] {
    return this.#tables;
  }

  /** Number of the table and of the column. */
  place(rows: ConstantRows, column: string, by: string): readonly [number, number] {
    const at = this.#places.get(rows) ?? this.#add(rows, { keys: this.#keys(rows, by), columns: [] });
    const table = this.#tables[at] as LookupTable;
    const from = rows.columns.indexOf(column);
    if (from < 0) throw refusal(by, `the column ${column} is not in the row`);
    const values = rows.rows.map((row) => numberIn(row[from + 1], by));
    this.#tables[at] = { ...table, columns: [...table.columns, values] };
    return [at, table.columns.length];
  }

  /** Number of what a step brings itself. */
  own(table: TermsTable): number {
    return this.#places.get(table) ?? this.#add(table, table);
  }

  #add(from: unknown, table: LookupTable | TermsTable): number {
    this.#places.set(from, this.#tables.length);
    return this.#tables.push(table) - 1;
  }

  #keys({ rows }: ConstantRows, by: string): readonly string[] {
    return rows.map(([key]) => {
      const [op, text] = key ? constantExpr(key, by) : ['null'];
      if (op !== 'value' || typeof text !== 'string')
        throw refusal(by, 'it looks values up by something else than a text');
      return text;
    });
  }
}
