import { fail } from '../../../contract/problem.ts';
import type { Connection } from '../../database/database.ts';

/** An expression as DuckDB's parser gives it. Which fields there are depends on `class`. */
export interface SqlExpr {
  readonly class: string;
  readonly type: string;
  readonly alias?: string;
  readonly column_names?: readonly string[];
  readonly function_name?: string;
  readonly children?: readonly SqlExpr[];
  readonly child?: SqlExpr;
  readonly cast_type?: SqlType;
  readonly try_cast?: boolean;
  readonly value?: SqlConstant;
  readonly case_checks?: readonly { readonly when_expr: SqlExpr; readonly then_expr: SqlExpr }[];
  readonly else_expr?: SqlExpr;
  readonly left?: SqlExpr;
  readonly right?: SqlExpr;
  readonly input?: SqlExpr;
  readonly lower?: SqlExpr;
  readonly upper?: SqlExpr;
  readonly relation_name?: string;
  readonly exclude_list?: readonly string[];
  readonly replace_list?: readonly { readonly key: string; readonly value: SqlExpr }[];
}

export interface SqlType {
  readonly id: string;
  readonly type_info: { readonly scale?: number } | null;
}

export interface SqlConstant {
  readonly type: SqlType;
  readonly is_null: boolean;
  readonly value?: string | number | boolean | { readonly upper: number; readonly lower: number };
}

export interface SqlFrom {
  readonly type: string;
  readonly alias: string;
  readonly table_name?: string;
  readonly subquery?: { readonly node: SqlSelect };
  readonly column_name_alias?: readonly string[];
  readonly values?: readonly (readonly SqlExpr[])[];
  readonly left?: SqlFrom;
  readonly right?: SqlFrom;
  readonly condition?: SqlExpr | null;
  readonly join_type?: string;
}

export interface SqlSelect {
  readonly type: string;
  readonly modifiers: readonly { readonly type: string }[];
  readonly select_list: readonly SqlExpr[];
  readonly from_table: SqlFrom;
  readonly where_clause: SqlExpr | null;
  readonly group_expressions: readonly unknown[];
  readonly having: unknown;
  readonly qualify: unknown;
  readonly sample: unknown;
}

/** The tree of a SELECT, by DuckDB's own parser. */
export const parseSql = async (connection: Connection, sql: string): Promise<SqlSelect> => {
  const [row] = await connection.rows('SELECT CAST(json_serialize_sql($1::VARCHAR) AS VARCHAR) AS tree', [sql]);
  const parsed = JSON.parse(String(row?.['tree'])) as {
    readonly error: boolean;
    readonly error_message?: string;
    readonly statements?: readonly { readonly node: SqlSelect }[];
  };
  const node = parsed.statements?.[0]?.node;
  if (!node) throw fail('internal.error', { values: { reason: parsed.error_message ?? 'a query has no tree' } });
  return node;
};
