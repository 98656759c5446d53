import { ExpressionFault } from './fault.ts';
import type { Functions } from './function-spec.ts';
import { castTo, commonType, expectKind, type Typed } from './typed.ts';

const usage = 'if(condition, value, otherwise) or if(condition, value, condition, value, …, otherwise)';

/** Where a condition is missing nobody knows which value holds, so the result is missing too. */
const chosen = (args: readonly Typed[]) => {
  if (args.length % 2 === 0) {
    const last = args.at(-1);
    throw new ExpressionFault(`“if” has no value for otherwise: ${usage}`, last?.at ?? 0);
  }
  const otherwise = args.slice(-1);
  const cases = args.slice(0, -1).filter((_, i) => i % 2 === 0);
  const values = args.slice(0, -1).filter((_, i) => i % 2 === 1);
  for (const condition of cases) expectKind(condition, 'boolean', 'a condition of “if”');
  const type = commonType([...values, ...otherwise]);
  const sqlOf = (part: Typed | undefined): string => (!part || type === 'missing' ? 'NULL' : castTo(part, type));
  const when = cases.map(
    (condition, i) =>
      `WHEN ${castTo(condition, 'boolean')} IS NULL THEN NULL WHEN ${castTo(condition, 'boolean')} THEN ${sqlOf(values[i])}`,
  );
  return { type, sql: `CASE ${when.join(' ')} ELSE ${sqlOf(otherwise[0])} END` };
};

/** Functions that choose among values of any one type. */
export const choiceFunctions: Functions = {
  if: { usage, takes: ['any', 'any', 'any'], more: true, repeats: 2, gives: chosen },
  coalesce: {
    usage: 'coalesce(a, b, …)',
    takes: ['any'],
    more: true,
    gives: (args) => {
      const type = commonType(args);
      if (type === 'missing') return { type, sql: 'NULL' };
      return { type, sql: `coalesce(${args.map((part) => castTo(part, type)).join(', ')})` };
    },
  },
  clip: {
    usage: 'clip(x, low, high)',
    takes: ['number', 'number', 'number'],
    repeats: 2,
    gives: ([x, low, high]) => {
      const [value, least, most] = [x, low, high].map((part) => (part ? castTo(part, 'number') : 'NULL'));
      return {
        type: 'number',
        sql: `CASE WHEN ${value} IS NOT NULL THEN least(greatest(${value}, ${least}), ${most}) END`,
      };
    },
  },
};
