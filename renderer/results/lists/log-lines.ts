import type { LogLevel } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import type { NodeRunState, RunState } from '../../../contract/run-state.ts';

export interface LogLine {
  readonly key: string;
  readonly node: string;
  readonly level: LogLevel;
  readonly text: string;
  /** Findings have no time of their own. */
  readonly at?: number;
  readonly hint?: string;
}

const findingText = ({ message, column, rows, examples }: Finding): string =>
  [
    column ? `${column}: ` : '',
    message,
    rows === undefined ? '' : ` (${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'})`,
    examples && examples.length > 0 ? ` e.g. ${examples.slice(0, 3).join(', ')}` : '',
  ].join('');

const linesOf = (node: string, state: NodeRunState): readonly LogLine[] => {
  const { log, findings, failure, startedAt, ms } = state;
  const end = startedAt !== undefined && ms !== undefined ? { at: startedAt + ms } : {};
  return [
    ...log.map(({ at, level, text }, index) => ({ key: `${node}-log-${index}`, node, level, text, at })),
    ...findings.map((finding, index) => ({
      key: `${node}-finding-${index}`,
      node,
      level: finding.severity,
      text: findingText(finding),
      ...end,
    })),
    ...(failure
      ? [{ key: `${node}-failure`, node, level: 'error' as const, text: failure.message, hint: failure.hint, ...end }]
      : []),
  ];
};

/** Log lines, findings and failures of a run (of one node, if asked) in the order they happened. */
export const logLines = (run: Pick<RunState, 'nodes'>, only?: string): readonly LogLine[] =>
  Object.entries(run.nodes)
    .filter(([node]) => only === undefined || node === only)
    .flatMap(([node, state]) => linesOf(node, state))
    .sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY) || 0);
