import type { RowExpr } from '../../../contract/row-program.ts';
import { refusal } from './refusal.ts';
import type { SqlConstant, SqlExpr } from './sql-tree.ts';

const numberOf = ({ type, value }: SqlConstant): number => {
  const whole = typeof value === 'object' ? value.upper * 2 ** 64 + value.lower : Number(value);
  return type.id === 'DECIMAL' ? Number(`${whole}e-${type.type_info?.scale ?? 0}`) : whole;
};

/** A constant of a query. @throws file.not-exportable for one of another type, or too large to be told exactly */
export const constantExpr = ({ value: constant }: SqlExpr, by: string): RowExpr => {
  if (!constant || constant.is_null) return ['null'];
  const { type, value } = constant;
  switch (type.id) {
    case 'VARCHAR':
      return ['value', String(value)];
    case 'BOOLEAN':
      return ['value', value === true];
    case 'INTEGER':
    case 'BIGINT':
      if (!Number.isSafeInteger(value)) throw refusal(by, 'a number in it is too large');
      return ['whole', String(value)];
    case 'DOUBLE':
    case 'DECIMAL': {
      const number = numberOf(constant);
      if (Number.isFinite(number)) return ['value', number];
      throw refusal(by, 'a number in it is not finite');
    }
    case 'HUGEINT':
      return ['value', numberOf(constant)];
    default:
      throw refusal(by, `${type.id} has no counterpart outside the database`);
  }
};
