import { ExpressionFault } from './fault.ts';
import type { FunctionSpec, Functions } from './function-spec.ts';
import { castTo, commonType, type Typed } from './typed.ts';

const double = (part: Typed | undefined): string => (part ? castTo(part, 'number') : 'NULL');

/** A function of one number that has no value for some: those give missing. */
const partial = (name: string, sql: string, allowed: string): FunctionSpec => ({
  usage: `${name}(x)`,
  takes: ['number'],
  repeats: 2,
  gives: ([x]) => ({ type: 'number', sql: `${sql}(CASE WHEN ${double(x)} ${allowed} THEN ${double(x)} END)` }),
});

/** DuckDB stops at a whole number that is too large for it; here it is missing, and counted. */
const whole = (name: string, sql: string): FunctionSpec => ({
  usage: `${name}(x)`,
  takes: ['number'],
  gives: ([x]) => ({ type: 'integer', sql: `TRY_CAST(${sql}(${double(x)}) AS BIGINT)` }),
});

const digitsOf = (part: Typed): number => {
  const digits = /^CAST\('(\d{1,2})' AS BIGINT\)$/.exec(part.sql)?.[1];
  if (digits === undefined || Number(digits) > 15)
    throw new ExpressionFault('the digits to round to are written as a whole number from 0 to 15', part.at);
  return Number(digits);
};

const extreme = (name: 'min' | 'max', sql: 'least' | 'greatest'): FunctionSpec => ({
  usage: `${name}(a, b, …)`,
  takes: ['any'],
  more: true,
  gives: (args) => {
    const type = commonType(args);
    if (type === 'missing') return { type, sql: 'NULL' };
    return { type, sql: `${sql}(${args.map((part) => castTo(part, type)).join(', ')})` };
  },
});

/** Functions of numbers. `min` and `max` leave out missing values; all others give missing for missing. */
export const numberFunctions: Functions = {
  abs: {
    usage: 'abs(x)',
    takes: ['number'],
    gives: ([x]) =>
      x?.type === 'integer'
        ? { type: 'integer', sql: `TRY_CAST(abs(CAST(${x.sql} AS HUGEINT)) AS BIGINT)` }
        : { type: 'number', sql: `abs(${double(x)})` },
  },
  round: {
    usage: 'round(x) or round(x, digits)',
    takes: ['number', 'number'],
    needed: 1,
    gives: ([x, digits]) =>
      digits
        ? { type: 'number', sql: `round(${double(x)}, ${digitsOf(digits)})` }
        : { type: 'integer', sql: `TRY_CAST(round(${double(x)}) AS BIGINT)` },
  },
  floor: whole('floor', 'floor'),
  ceil: whole('ceil', 'ceil'),
  sign: whole('sign', 'sign'),
  sqrt: partial('sqrt', 'sqrt', '>= 0'),
  log: partial('log', 'ln', '> 0'),
  log10: partial('log10', 'log10', '> 0'),
  exp: {
    usage: 'exp(x)',
    takes: ['number'],
    gives: ([x]) => ({ type: 'number', sql: `exp(${double(x)})` }),
  },
  min: extreme('min', 'least'),
  max: extreme('max', 'greatest'),
  number: {
    usage: 'number(text)',
    takes: ['text'],
    repeats: 2,
    gives: ([x]) => {
      const read = `TRY_CAST(CAST(${x?.sql ?? 'NULL'} AS VARCHAR) AS DOUBLE)`;
      return { type: 'number', sql: `CASE WHEN isfinite(${read}) THEN ${read} END` };
    },
  },
};
