import type { Reporting } from '../../contract/context.ts';

/** For fits among many: no curves and no progress of their own, and what several of them find is said once. */
export const quiet = (reporting: Reporting): Reporting => {
  const said = new Set<string>();
  const once = (key: string, say: () => void): void => {
    if (said.has(key)) return;
    said.add(key);
    say();
  };
  return {
    progress: () => undefined,
    metric: () => undefined,
    log: (level, text) => once(text, () => reporting.log(level, text)),
    finding: (finding) => once(`${finding.code} ${finding.column ?? ''}`, () => reporting.finding(finding)),
  };
};
