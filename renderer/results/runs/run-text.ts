import type { LedgerFit, RunMetric, RunRecord } from '../../../contract/ledger.ts';
import { metricTitle } from '../report/metric-text.ts';

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

export const momentText = (at: number): string => format.format(at);

export const statusText = (status: string): string => status.replaceAll('-', ' ');

/** Tells one metric of a run from its others, and finds it again in other runs. */
export const metricId = ({ node, name, part, model = '' }: RunMetric): string => [node, model, name, part].join('|');

export const metricLabel = ({ name, part, model }: RunMetric, nodeTitle: string): string =>
  `${nodeTitle}: ${metricTitle(name)}, ${part}${model ? `, ${model}` : ''}`;

/** The metrics that the runs have, those of the latest run first, and in it those of test rows. */
export const metricChoices = (runs: readonly RunRecord[]): readonly RunMetric[] => {
  const found = new Map<string, RunMetric>();
  for (const { metrics } of runs)
    for (const metric of metrics) if (!found.has(metricId(metric))) found.set(metricId(metric), metric);
  const all = [...found.values()];
  return [...all.filter(({ part }) => part === 'test'), ...all.filter(({ part }) => part !== 'test')];
};

export const paramsText = (params: LedgerFit['params']): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
