import type { LedgerFit, RunMetric, RunRecord } from '../../contract/ledger.ts';

export const shownValue = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'undefined' : Number(value.toPrecision(4)).toString();

const instant = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

export const metricName = ({ node, name, part, model }: RunMetric): string =>
  `${node}${model ? ` (${model})` : ''} ${part} ${name}`;

/** A run in one line: number, name, when, how it went, first metrics. */
export const runLine = (run: RunRecord, index: number): string => {
  const metrics = run.metrics.slice(0, 3).map(({ name, value }) => `${name} ${shownValue(value)}`);
  const head = [String(index + 1).padStart(4), run.run.slice(0, 8), instant(run.at), run.status.padEnd(13)];
  return [...head, `${(run.ms / 1000).toFixed(1)} s`.padStart(9), metrics.join(', ')].join('  ').trimEnd();
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const fitLine = ({ node, type, purpose, rows, features, seconds, peakBytes, score }: LedgerFit): string =>
  `  ${node.padEnd(16)} ${type.padEnd(28)} ${purpose.padEnd(6)} ${rows} × ${features}  ${seconds.toFixed(3)} s  ${megabytes(peakBytes)}${
    score ? `  ${score.metric} ${shownValue(score.value)}` : ''
  }`;

/** All that is known of a run. */
export const runLines = (run: RunRecord, fits: readonly LedgerFit[]): string => {
  const { environment, data = [], metrics } = run;
  return [
    `run ${run.run}`,
    `${instant(run.at)}, ${run.status}, ${(run.ms / 1000).toFixed(1)} s, ${run.ran} steps ran, ${run.reused} reused`,
    ...(environment
      ? [
          `${environment.platform} ${environment.arch}, ${environment.cores} cores, ${megabytes(environment.memoryBytes)}, Node.js ${environment.node}`,
        ]
      : []),
    ...(run.peakBytes ? [`peak memory ${megabytes(run.peakBytes)}`] : []),
    ...data.map(({ node, hash, rows }) => `data ${node}: ${rows} rows, ${hash}`),
    ...metrics.map((metric) => `  ${metricName(metric)} ${shownValue(metric.value)}`),
    ...(fits.length > 0 ? ['fits', ...fits.map(fitLine)] : []),
    '',
  ].join('\n');
};
