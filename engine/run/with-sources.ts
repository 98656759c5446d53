import type { Report } from '../../contract/report.ts';
import type { RowsAt } from '../../contract/row-pick.ts';
import type { ReportSummary, ValueSummary } from '../../contract/run-event.ts';

type Arrived = Readonly<Record<string, readonly ValueSummary[]>>;

const picksIn = ({ figures, tables, findings }: Report): readonly RowsAt[] => [
  ...figures.flatMap(({ picks, brush }) => [...(picks ?? []), ...(brush ? [brush] : [])]),
  ...tables.flatMap(({ picks }) => picks?.filter((pick) => pick !== null) ?? []),
  ...findings.flatMap(({ pick }) => pick ?? []),
];

const sourcesOf = (report: Report, arrived: Arrived): NonNullable<ReportSummary['sources']> =>
  Object.fromEntries(
    picksIn(report).flatMap(({ input, at }) => {
      const source = arrived[input]?.[at];
      return source?.kind === 'table' || source?.kind === 'predictions' ? [[`${input}.${at}`, source] as const] : [];
    }),
  );

/** What a step's outputs are about: the rows behind a report's figures, the table behind predictions. */
export const withSources = (summary: ValueSummary, arrived: Arrived): ValueSummary => {
  if (summary.kind === 'report') {
    const sources = sourcesOf(summary.report, arrived);
    return Object.keys(sources).length > 0 ? { ...summary, sources } : summary;
  }
  const [table] = arrived['table'] ?? [];
  if (summary.kind !== 'predictions' || table?.kind !== 'table') return summary;
  return { ...summary, about: table.handle };
};
