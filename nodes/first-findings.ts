import type { Finding } from '../contract/report.ts';

/** Findings of one kind that are told one by one. */
const mostTold = 100;

/** The first findings of each kind, and one that counts the others: nobody reads ten thousand of them. */
export const firstFindings = (findings: readonly Finding[]): readonly Finding[] => {
  const counts = new Map<string, number>();
  const told = findings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostTold;
  });
  const others = [...counts].filter(([, count]) => count > mostTold);
  const severityOf = new Map(told.map(({ code, severity }) => [code, severity]));
  return [
    ...told,
    ...others.map(([code, count]) =>
      further(code, { severity: severityOf.get(code) ?? 'warning', count: count - mostTold }),
    ),
  ];
};

const further = (
  code: string,
  { severity, count }: Pick<Finding, 'severity'> & { readonly count: number },
): Finding => ({
  code,
  severity,
  message: `The same is true of ${count} further columns.`,
  value: count,
});
