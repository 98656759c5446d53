import { arch, availableParallelism, platform, totalmem } from 'node:os';
import type { DataFingerprint, RunEnvironment, RunMetric, RunRecord } from '../../contract/ledger.ts';
import type { Metric } from '../../contract/report.ts';
import type { ValueSummary } from '../../contract/run-event.ts';

/** A step that ended well. */
export interface DoneStep {
  readonly node: string;
  readonly reused: boolean;
  readonly isSource: boolean;
  readonly summaries: Readonly<Record<string, ValueSummary>>;
}

export type RunEnd = Pick<RunRecord, 'run' | 'at' | 'status' | 'ms' | 'flow'>;

const environment = (): RunEnvironment => ({
  node: process.version,
  platform: platform(),
  arch: arch(),
  cores: availableParallelism(),
  memoryBytes: totalmem(),
});

const metricOf = (node: string, { name, part, value, low, high, model }: Metric): RunMetric => ({
  ...{ node, name, part, value },
  ...(low === undefined ? {} : { low }),
  ...(high === undefined ? {} : { high }),
  ...(model === undefined ? {} : { model }),
});

const metricsOf = ({ node, summaries }: DoneStep): readonly RunMetric[] =>
  Object.values(summaries).flatMap((summary) =>
    summary.kind === 'report'
      ? summary.report.metrics.filter((metric) => metric.class === undefined).map((metric) => metricOf(node, metric))
      : [],
  );

const dataOf = ({ node, isSource, summaries }: DoneStep): readonly DataFingerprint[] =>
  Object.values(summaries).flatMap((summary) =>
    isSource && summary.kind === 'table' ? [{ node, hash: summary.hash, rows: summary.rows }] : [],
  );

/** The line of the ledger that a run leaves. */
export const runRecord = (end: RunEnd, done: readonly DoneStep[]): RunRecord => ({
  ...end,
  metrics: done.flatMap(metricsOf),
  ran: done.filter(({ reused }) => !reused).length,
  reused: done.filter(({ reused }) => reused).length,
  data: done.flatMap(dataOf),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  environment: environment(),
});
