import type { Finding } from '../../../contract/report.ts';

export const aloneFinding = (missing: string): Finding => ({
  code: 'compare.alone',
  severity: 'warning',
  message: `There is one model only, and nothing to compare it with. Wire ${missing} to it.`,
});
