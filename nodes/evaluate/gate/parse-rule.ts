import type { Severity } from '../../../contract/report.ts';

export const comparators = ['>=', '<=', '==', '>', '<'] as const;
export type Comparator = (typeof comparators)[number];

/** Which metric a rule is about. Without a part the most truthful one there is. */
export interface MetricReference {
  readonly part: string | undefined;
  readonly name: string;
  readonly class: string | undefined;
  readonly bound: 'value' | 'lower' | 'upper';
}

export type Rule =
  | {
      readonly about: 'metric';
      readonly metric: MetricReference;
      readonly comparator: Comparator;
      /** A number, or so much more than the baseline of the same metric. */
      readonly limit: { readonly baseline: boolean; readonly number: number };
    }
  | { readonly about: 'findings'; readonly comparator: '<' | '<='; readonly severity: Severity };

export type Parsed = { readonly rule: Rule } | { readonly reason: string };

const name = '[A-Za-z][A-Za-z0-9-]*';
const number = '[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?%?';
const findingsForm = /^findings\s*(<=|<)\s*(info|warning|error)$/;
const metricForm = new RegExp(
  `^(?:(lower|upper)\\s*\\(\\s*)?(?:(${name})\\.)?(${name})(?:\\[([^\\]]+)\\])?\\s*(\\))?\\s*(>=|<=|==|>|<)\\s*(.+)$`,
);
const numberForm = new RegExp(`^${number}$`);
const baselineForm = /^baseline(?:\s*([+-])\s*(\d+(?:\.\d+)?%?))?$/;

const numberOf = (text: string): number => (text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text));

const limitOf = (text: string): { readonly baseline: boolean; readonly number: number } | undefined => {
  if (numberForm.test(text)) return { baseline: false, number: numberOf(text) };
  const match = baselineForm.exec(text);
  if (!match) return undefined;
  const [, sign, amount] = match;
  return { baseline: true, number: amount ? numberOf(amount) * (sign === '-' ? -1 : 1) : 0 };
};

const example = 'for instance test.roc-auc >= 0.85';

/**
 * A rule of a gate from its text:
 * `[part.]metric[\[class\]] comparator limit`, the metric perhaps in `lower(…)` or `upper(…)`, the limit a number, a percentage,
 * `baseline`, or `baseline + number`; or `findings < severity`.
 */
export const parseRule = (text: string): Parsed => {
  const trimmed = text.trim();
  if (trimmed === '') return { reason: `a rule is empty; write ${example}` };
  const findings = findingsForm.exec(trimmed);
  if (findings)
    return {
      rule: { about: 'findings', comparator: findings[1] as '<' | '<=', severity: findings[2] as Severity },
    };
  const match = metricForm.exec(trimmed);
  if (!match) return { reason: `“${trimmed}” is not a rule; write ${example}` };
  const [, bound, part, metric = '', ofClass, closed, comparator, right = ''] = match;
  if ((bound !== undefined) !== (closed !== undefined))
    return { reason: `“${trimmed}” has a bracket too few or too many` };
  if (metric === 'findings') return { reason: 'findings are compared with < or <= to info, warning or error' };
  const limit = limitOf(right.trim());
  if (!limit) return { reason: `“${right.trim()}” is neither a number nor baseline` };
  return {
    rule: {
      about: 'metric',
      metric: { part, name: metric, class: ofClass, bound: (bound as 'lower' | 'upper' | undefined) ?? 'value' },
      comparator: comparator as Comparator,
      limit,
    },
  };
};
