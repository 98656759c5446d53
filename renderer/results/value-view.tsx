import type { ValueSummary } from '../../contract/run-event.ts';
import { tableSource } from './data/table-source.ts';
import { TableView } from './data/table-view.tsx';
import { LearnerView } from './model/learner-view.tsx';
import { ModelView } from './model/model-view.tsx';
import { ReportView } from './report/report-view.tsx';

interface ValueViewProps {
  readonly value: ValueSummary;
  readonly label: string;
}

/** A value by its kind, whichever node it came from. */
export const ValueView = ({ value, label }: ValueViewProps) => {
  const source = tableSource(value);
  if (source) return <TableView source={source} label={label} />;
  return (
    <div className="results-scroll">
      {value.kind === 'report' ? <ReportView report={value.report} /> : null}
      {value.kind === 'model' ? <ModelView model={value} /> : null}
      {value.kind === 'learner' ? <LearnerView learner={value} /> : null}
    </div>
  );
};
