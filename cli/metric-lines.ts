import type { Metric, Report } from '../contract/report.ts';

const shown = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'undefined' : Number(value.toPrecision(4)).toString();

const interval = ({ low, high }: Metric): string =>
  low === undefined || high === undefined ? '' : `  [${shown(low)}, ${shown(high)}]`;

export const metricLine = (metric: Metric): string =>
  `  ${metric.part.padEnd(10)} ${metric.name.padEnd(18)} ${shown(metric.value).padStart(9)}${interval(metric)}${
    metric.baseline === undefined ? '' : `  baseline ${shown(metric.baseline)}`
  }  n = ${metric.n}${metric.model ? `  ${metric.model}` : ''}`;

/** A report as lines: its metrics over all classes, its findings, its gate. */
export const reportLines = (report: Report): string =>
  [
    report.title,
    ...report.metrics.filter((metric) => metric.class === undefined).map(metricLine),
    ...report.facts.map(({ label, value }) => `  ${label}: ${value}`),
    ...report.findings.map(({ severity, message }) => `  ${severity}: ${message}`),
    ...(report.gate?.rules.map(
      ({ passed, rule, message }) => `  ${passed ? 'passed' : 'FAILED'}  ${rule}  ${message}`,
    ) ?? []),
  ].join('\n');
