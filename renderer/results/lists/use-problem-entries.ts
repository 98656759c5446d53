import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useRuns } from '../../state/runs.ts';
import { useProblems } from '../../state/session.ts';
import { type ProblemEntry, problemEntries } from './problem-entries.ts';

/** Problems of the flow and failures of its latest run. Other events of a run do not wake whoever asks. */
export const useProblemEntries = (): readonly ProblemEntry[] => {
  const problems = useProblems();
  const failed = useRuns(
    useShallow(({ run }) =>
      Object.fromEntries(Object.entries(run?.nodes ?? {}).filter(([, { status }]) => status === 'failed')),
    ),
  );
  return useMemo(() => problemEntries(problems, failed), [problems, failed]);
};
