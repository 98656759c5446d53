import type { Fix, Problem } from '../../../contract/problem.ts';
import type { Severity } from '../../../contract/report.ts';
import type { RunState } from '../../../contract/run-state.ts';

export interface ProblemEntry {
  readonly key: string;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly node?: string;
  readonly fix?: Fix;
  /** What the user would have to allow. */
  readonly access?: readonly string[];
  /** It happened in the latest run; the others are known before one. */
  readonly inRun: boolean;
}

const rank = { error: 0, warning: 1, info: 2 } as const;

const known = (problem: Problem, index: number): ProblemEntry => {
  const { severity, code, message, hint, node, fix, access } = problem;
  return {
    key: `check-${index}-${code}`,
    severity,
    code,
    message,
    hint,
    inRun: false,
    ...(node === undefined ? {} : { node }),
    ...(fix ? { fix } : {}),
    ...(access ? { access } : {}),
  };
};

const failures = (nodes: RunState['nodes']): readonly ProblemEntry[] =>
  Object.entries(nodes).flatMap(([node, { status, failure }]) =>
    status === 'failed' && failure
      ? [
          {
            key: `run-${node}`,
            severity: 'error' as const,
            code: failure.code,
            message: failure.message,
            hint: failure.hint,
            node,
            inRun: true,
          },
        ]
      : [],
  );

/** What is wrong with the flow, then what failed in the latest run; grave things first. The same trouble is told once. */
export const problemEntries = (problems: readonly Problem[], nodes: RunState['nodes']): readonly ProblemEntry[] => {
  const checked = problems.map(known);
  const told = new Set(checked.map(({ code, node }) => `${code} ${node}`));
  const failed = failures(nodes).filter(({ code, node }) => !told.has(`${code} ${node}`));
  return [...checked, ...failed].sort((a, b) => rank[a.severity] - rank[b.severity]);
};
