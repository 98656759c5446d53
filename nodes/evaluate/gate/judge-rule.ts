import type { GateRule, Metric, Report, Severity } from '../../../contract/report.ts';
import { truthfulParts } from '../parts.ts';
import type { Comparator, MetricReference, Rule } from './parse-rule.ts';

const holds = (value: number, comparator: Comparator, limit: number): boolean => {
  switch (comparator) {
    case '>=':
      return value >= limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '<':
      return value < limit;
    case '==':
      return value === limit;
  }
};

const spoken = (value: number): string => Number(value.toPrecision(4)).toString();

const measuredBy = (metric: Metric, bound: MetricReference['bound']): number | null => {
  if (metric.value === null || bound === 'value') return metric.value;
  return (bound === 'lower' ? metric.low : metric.high) ?? null;
};

/** The metrics a rule means: of the named part, or of the most truthful one that has any. */
const meant = (reports: readonly Report[], { part, name, class: ofClass }: MetricReference): readonly Metric[] => {
  const named = reports.flatMap(({ metrics }) =>
    metrics.filter((metric) => metric.name === name && metric.class === ofClass),
  );
  if (part) return named.filter((metric) => metric.part === part);
  const first = truthfulParts.find((candidate) => named.some((metric) => metric.part === candidate));
  return named.filter((metric) => metric.part === first);
};

const order: readonly Severity[] = ['info', 'warning', 'error'];

const judgeFindings = (
  rule: Extract<Rule, { about: 'findings' }>,
  text: string,
  reports: readonly Report[],
): GateRule => {
  const allowed = order.indexOf(rule.severity) - (rule.comparator === '<' ? 1 : 0);
  const over = reports.flatMap(({ findings }) => findings).filter(({ severity }) => order.indexOf(severity) > allowed);
  const message = over.length === 0 ? 'No such finding.' : `${over.length} findings: ${over[0]?.message ?? ''}`;
  return { rule: text, passed: over.length === 0, measured: over.length, limit: 0, message };
};

type MetricRule = Extract<Rule, { about: 'metric' }>;

const judgeMetric = (
  { metric: wanted, comparator, limit: wantedLimit }: MetricRule,
  text: string,
  metric: Metric,
): GateRule => {
  const measured = measuredBy(metric, wanted.bound);
  const base = wantedLimit.baseline ? metric.baseline : 0;
  const limit = base === null || base === undefined ? null : base + wantedLimit.number;
  const whose = `${metric.model ? `${metric.model}: ` : ''}${metric.part}.${metric.name}`;
  const failed = (message: string): GateRule => ({ rule: text, passed: false, measured, limit, message });
  if (metric.value === null) return failed(`${whose} is undefined on these rows.`);
  if (measured === null) return failed(`${whose} has no interval.`);
  if (limit === null) return failed(`${whose} has no baseline to compare with.`);
  const passed = holds(measured, comparator, limit);
  const what = wanted.bound === 'value' ? whose : `${wanted.bound} bound of ${whose}`;
  const message = `${what} is ${spoken(measured)}; asked for ${comparator} ${spoken(limit)}.`;
  return { rule: text, passed, measured, limit, message };
};

/**
 * Whether a rule holds for the reports. Where several models are meant it has to hold for all of them, and the first that
 * fails is told. A rule about a metric that is not there fails.
 */
export const judgeRule = (rule: Rule, text: string, reports: readonly Report[]): GateRule => {
  if (rule.about === 'findings') return judgeFindings(rule, text, reports);
  const outcomes = meant(reports, rule.metric).map((metric) => judgeMetric(rule, text, metric));
  const [first] = outcomes;
  if (first) return outcomes.find(({ passed }) => !passed) ?? first;
  const { part, name, class: ofClass } = rule.metric;
  const what = `${part ? `${part}.` : ''}${name}${ofClass ? `[${ofClass}]` : ''}`;
  const limit = rule.limit.baseline ? null : rule.limit.number;
  return { rule: text, passed: false, measured: null, limit, message: `No report has ${what}.` };
};
