import { basename } from 'node:path';
import type { Json } from '../contract/json.ts';
import type { Metric } from '../contract/report.ts';
import type { ValueSummary } from '../contract/run-event.ts';
import type { RunState } from '../contract/run-state.ts';

const metricOf = ({ baseline, ...metric }: Metric): Json =>
  ({ ...metric, ...(baseline === undefined ? {} : { baseline }) }) as Json;

const outputOf = (value: ValueSummary): Json => {
  switch (value.kind) {
    case 'report': {
      const { metrics, findings, gate } = value.report;
      return {
        kind: 'report',
        metrics: metrics.map(metricOf),
        findings: findings as unknown as Json,
        ...(gate ? { gate: gate as unknown as Json } : {}),
      };
    }
    case 'table':
      return { kind: 'table', rows: value.rows, columns: value.columns.map(({ name }) => name) };
    case 'predictions':
      return { kind: 'predictions', rows: value.rows, counts: value.counts as Json };
    case 'model':
      return {
        kind: 'model',
        type: value.type,
        task: value.task,
        target: value.target,
        trainedOn: value.trainedOn as unknown as Json,
      };
    case 'learner':
      return { kind: 'learner', type: value.type, params: value.params };
  }
};

/** `summary.json`: what a run gave, for machines. Format in docs/command-line.md. */
export const runSummary = (flowPath: string, state: RunState): Json => ({
  format: 'millrace-run',
  version: 1,
  flow: basename(flowPath),
  status: state.status,
  resultHash: state.resultHash ?? null,
  ms: state.ms ?? 0,
  nodes: Object.fromEntries(
    Object.entries(state.nodes).map(([id, node]) => [
      id,
      {
        type: node.type,
        status: node.status,
        ms: node.ms ?? 0,
        outputs: Object.fromEntries(Object.entries(node.outputs).map(([port, value]) => [port, outputOf(value)])),
        ...(node.failure
          ? { failure: { code: node.failure.code, message: node.failure.message, hint: node.failure.hint } }
          : {}),
        ...(node.findings.length > 0 ? { findings: node.findings as unknown as Json } : {}),
      },
    ]),
  ),
});
