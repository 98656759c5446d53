import type { RowExpr, RowPart } from '../../../contract/row-program.ts';
import { constantExpr } from './constant-expr.ts';
import type { LookupTables } from './lookup-tables.ts';
import { portablePattern } from './portable-pattern.ts';
import { refusal } from './refusal.ts';
import { rowFunctions, sameFunctions } from './row-functions.ts';
import type { Scope } from './row-stage.ts';
import type { SqlExpr } from './sql-tree.ts';

const castTypes = new Set(['DOUBLE', 'FLOAT', 'BIGINT', 'INTEGER', 'HUGEINT', 'BOOLEAN', 'VARCHAR', 'TIMESTAMP']);

const comparisons: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '!=',
  COMPARE_LESSTHAN: '<',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHAN: '>',
  COMPARE_GREATERTHANOREQUALTO: '>=',
};

interface Writing {
  readonly scope: Scope;
  readonly lookups: LookupTables;
}

/** An SQL expression over one row as a `RowExpr`. @throws file.not-exportable where it needs more than the row */
export const rowExprOf = (expr: SqlExpr, writing: Writing): RowExpr => {
  const below = (part: SqlExpr | undefined): RowExpr => {
    if (!part) throw refusal(writing.scope.by, 'a part of its query is missing');
    return rowExprOf(part, writing);
  };
  switch (expr.class) {
    case 'CONSTANT':
      return constantExpr(expr, writing.scope.by);
    case 'COLUMN_REF':
      return columnExpr(expr, writing);
    case 'CAST':
      return castExpr(expr, below(expr.child), writing.scope.by);
    case 'CASE':
      return caseExpr(expr, below);
    case 'COMPARISON':
      return folded([known(comparisons, expr.type, writing.scope.by), below(expr.left), below(expr.right)]);
    case 'CONJUNCTION':
      return [expr.type === 'CONJUNCTION_AND' ? 'and' : 'or', ...(expr.children ?? []).map(below)];
    case 'BETWEEN':
      return ['between', below(expr.input), below(expr.lower), below(expr.upper)];
    case 'OPERATOR':
      return operatorExpr(expr, below, writing.scope.by);
    case 'FUNCTION':
      return callExpr(expr, below, writing.scope.by);
    case 'WINDOW':
    case 'SUBQUERY':
      throw refusal(writing.scope.by, 'it looks at other rows');
    default:
      throw refusal(writing.scope.by, `${expr.class.toLowerCase()} has no counterpart outside the database`);
  }
};

const known = (names: Readonly<Record<string, string>>, name: string, by: string): string => {
  const found = names[name];
  if (found === undefined) throw refusal(by, `${name} has no counterpart outside the database`);
  return found;
};

const columnExpr = ({ column_names = [] }: SqlExpr, { scope, lookups }: Writing): RowExpr => {
  const name = (column_names.at(-1) ?? '').toLowerCase();
  const table = column_names.length > 1 ? (column_names[0] ?? '').toLowerCase() : undefined;
  const joined = table === undefined ? undefined : scope.joined.get(table);
  if (joined) {
    const key = rowExprOf(joined.key, { scope, lookups });
    return ['lookup', ...lookups.place(joined, name, scope.by), key];
  }
  const column = scope.columns.get(name);
  if (column === undefined) throw refusal(scope.by, `the column ${name} is not in the row`);
  return ['col', column];
};

const castExpr = (expr: SqlExpr, of: RowExpr, by: string): RowExpr => {
  const type = expr.cast_type?.id ?? '';
  if (!castTypes.has(type)) throw refusal(by, `${type} has no counterpart outside the database`);
  const [op, value] = of;
  if (type === 'DOUBLE' && (op === 'value' || op === 'whole') && typeof value !== 'boolean') {
    const number = Number(value);
    if (Number.isFinite(number) && String(value).trim() !== '') return ['value', number];
  }
  if (type === 'BOOLEAN' && op === 'value' && (value === 't' || value === 'f')) return ['value', value === 't'];
  return [expr.try_cast ? 'try' : 'cast', type, of];
};

const isConstant = (part: RowPart | undefined): part is RowExpr =>
  Array.isArray(part) && (part[0] === 'value' || part[0] === 'whole');

/** Constants are compared here, so that choices that are never taken are left out. */
const folded = (expr: RowExpr): RowExpr => {
  const [op, left, right] = expr;
  if (op !== '=' || !isConstant(left) || !isConstant(right) || left[0] !== right[0]) return expr;
  return ['value', left[1] === right[1]];
};

const caseExpr = (expr: SqlExpr, below: (part: SqlExpr | undefined) => RowExpr): RowExpr => {
  const parts: RowExpr[] = [];
  for (const { when_expr, then_expr } of expr.case_checks ?? []) {
    const condition = below(when_expr);
    if (condition[0] === 'value' && condition[1] === false) continue;
    const value = below(then_expr);
    if (condition[0] === 'value' && condition[1] === true)
      return parts.length === 0 ? value : ['case', ...parts, value];
    parts.push(condition, value);
  }
  const otherwise = below(expr.else_expr);
  return parts.length === 0 ? otherwise : ['case', ...parts, otherwise];
};

const operatorExpr = (expr: SqlExpr, below: (part: SqlExpr | undefined) => RowExpr, by: string): RowExpr => {
  const parts = (expr.children ?? []).map(below);
  switch (expr.type) {
    case 'OPERATOR_IS_NULL':
      return ['is-null', ...parts];
    case 'OPERATOR_IS_NOT_NULL':
      return ['not', ['is-null', ...parts]];
    case 'OPERATOR_NOT':
      return ['not', ...parts];
    case 'OPERATOR_COALESCE':
      return ['call', 'coalesce', ...parts];
    case 'COMPARE_IN':
      return ['in', ...parts];
    case 'COMPARE_NOT_IN':
      return ['not', ['in', ...parts]];
    default:
      throw refusal(by, `${expr.type} has no counterpart outside the database`);
  }
};

const callExpr = (expr: SqlExpr, below: (part: SqlExpr | undefined) => RowExpr, by: string): RowExpr => {
  const given = (expr.function_name ?? '').toLowerCase();
  const name = sameFunctions[given] ?? given;
  const parts = (expr.children ?? []).map(below);
  if (!rowFunctions.has(name)) throw refusal(by, `the function ${name} has no counterpart outside the database`);
  const [text, pattern, ...rest] = parts;
  if (!name.startsWith('regexp_') || !text) return ['call', name, ...parts];
  if (pattern?.[0] !== 'value') throw refusal(by, 'its regular expression is not written out');
  return ['call', name, text, ['value', portablePattern(String(pattern[1]), by)], ...rest];
};
