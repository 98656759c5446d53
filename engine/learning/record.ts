import type { FitRecord } from '../../contract/ledger.ts';
import type { Metric } from '../../contract/report.ts';
import type { FittedTable } from './fit-table.ts';
import type { LearningStep } from './services.ts';

/** Largest resident memory of this process so far, in bytes. */
export const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

export const recordOf = (
  step: LearningStep,
  { open, given, fit }: FittedTable,
  { purpose, metric }: { readonly purpose: FitRecord['purpose']; readonly metric?: Metric | undefined },
): FitRecord => {
  const score = metric?.value ?? null;
  return {
    node: step.node,
    type: open.learner.type,
    params: open.learner.params,
    task: open.plan.target.task,
    rows: open.training.x.rows,
    features: given.length,
    seconds: fit.seconds,
    peakBytes: peakBytes(),
    purpose,
    ...(metric && score !== null ? { score: { metric: metric.name, value: score } } : {}),
  };
};
