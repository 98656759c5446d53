import { ExpressionFault } from './fault.ts';
import type { Arithmetic, Comparison } from './tree.ts';
import { castTo, commonType, expectKind, kindOf, spokenType, type Typed, totalSize, withDates } from './typed.ts';

const sqlSigns: Readonly<Record<Comparison, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Whole numbers are reckoned in 128 bits, so that the sum of two never stops a run. */
const wide = ({ sql }: Typed): string => `CAST(${sql} AS HUGEINT)`;

/** + − * of whole numbers are whole; `/` and `^` never are. The rest of a division has the sign of what is divided. */
export const arithmetic = (sign: Arithmetic, left: Typed, right: Typed, at: number): Typed => {
  if (sign === '+' && [left, right].some(({ type }) => kindOf(type) === 'text'))
    throw new ExpressionFault('texts are put together with concat(a, b), not with “+”', at);
  if (sign === '-' && left.type === 'datetime' && right.type === 'datetime')
    throw new ExpressionFault('the days between two dates are days_between(from, to)', at);
  for (const part of [left, right]) expectKind(part, 'number', `“${sign}”`);
  const integers = [left, right].every(({ type }) => type === 'integer');
  const [a, b] = [castTo(left, 'number'), castTo(right, 'number')];
  const size = totalSize([left, right]);
  switch (sign) {
    case '/':
      return { type: 'number', sql: `(CASE WHEN ${b} <> 0 THEN ${a} / ${b} END)`, size: size * 2, at };
    case '^':
      return {
        type: 'number',
        sql: `(CASE WHEN isfinite(pow(${a}, ${b})) THEN pow(${a}, ${b}) END)`,
        size: size * 2,
        at,
      };
    case '%': {
      const [x, y] = integers ? [wide(left), wide(right)] : [a, b];
      const rest = `(CASE WHEN ${y} <> 0 THEN ${x} % ${y} END)`;
      const sql = integers ? `CAST(${rest} AS BIGINT)` : rest;
      return { type: integers ? 'integer' : 'number', sql, size: size * 2, at };
    }
    default:
      return integers
        ? { type: 'integer', sql: `TRY_CAST((${wide(left)} ${sign} ${wide(right)}) AS BIGINT)`, size, at }
        : { type: 'number', sql: `(${a} ${sign} ${b})`, size, at };
  }
};

export const negative = (of: Typed, at: number): Typed => {
  expectKind(of, 'number', '“-”');
  const size = of.size + 1;
  return of.type === 'integer'
    ? { type: 'integer', sql: `TRY_CAST((- ${wide(of)}) AS BIGINT)`, size, at }
    : { type: 'number', sql: `(- ${castTo(of, 'number')})`, size, at };
};

/** A DOUBLE does not hold all of a BIGINT, so whole numbers are compared as such where both are. */
const alike = (given: readonly Typed[]): readonly string[] => {
  const parts = withDates(given);
  const type = commonType(parts);
  return parts.map((part) => (type === 'missing' ? part.sql : castTo(part, type)));
};

export const compared = (sign: Comparison, left: Typed, right: Typed, at: number): Typed => {
  if ([left, right].some(({ type }) => type === 'missing'))
    throw new ExpressionFault('nothing is equal to missing; write “is missing” or “is not missing”', at);
  const odd = [left, right].find(({ type }) => type === 'boolean');
  if (odd && sign !== '=' && sign !== '!=')
    throw new ExpressionFault(`“${sign}” cannot compare ${spokenType(odd.type)}`, odd.at);
  const [a, b] = alike([left, right]);
  return { type: 'boolean', sql: `(${a} ${sqlSigns[sign]} ${b})`, size: totalSize([left, right]), at };
};

export const logical = (word: 'and' | 'or', left: Typed, right: Typed, at: number): Typed => {
  for (const part of [left, right]) expectKind(part, 'boolean', `“${word}”`);
  const [a, b] = [castTo(left, 'boolean'), castTo(right, 'boolean')];
  return { type: 'boolean', sql: `(${a} ${word.toUpperCase()} ${b})`, size: totalSize([left, right]), at };
};

interface Place {
  readonly negated: boolean;
  readonly at: number;
}

export const member = (of: Typed, items: readonly Typed[], { negated, at }: Place): Typed => {
  const [value, ...list] = alike([of, ...items]);
  const sql = `(${value} ${negated ? 'NOT ' : ''}IN (${list.join(', ')}))`;
  return { type: 'boolean', sql, size: totalSize([of, ...items]), at };
};

export const between = (parts: readonly [Typed, Typed, Typed], { negated, at }: Place): Typed => {
  const odd = parts.find(({ type }) => type === 'boolean');
  if (odd) throw new ExpressionFault('true and false have no order', odd.at);
  const [value, low, high] = alike(parts);
  const sql = `(${value} ${negated ? 'NOT ' : ''}BETWEEN ${low} AND ${high})`;
  return { type: 'boolean', sql, size: totalSize(parts), at };
};
