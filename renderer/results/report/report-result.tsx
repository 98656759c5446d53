import { useMemo } from 'react';
import type { ReportSummary } from '../../../contract/run-event.ts';
import { rowsOf, ShowRowsContext } from '../picks/show-rows.ts';
import { ReportView } from './report-view.tsx';

/** A node's report; its marks show the rows behind them. */
export const ReportResult = ({ node, value }: { readonly node: string; readonly value: ReportSummary }) => {
  const show = useMemo(() => rowsOf(node, value), [node, value]);
  return (
    <ShowRowsContext value={show}>
      <ReportView report={value.report} testLooks={value.testLooks} />
    </ShowRowsContext>
  );
};
