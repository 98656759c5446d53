import type { ReactNode } from 'react';
import type { ValueSummary } from '../../contract/run-event.ts';
import { tableSource } from './data/table-source.ts';
import { TableView } from './data/table-view.tsx';
import { LearnerView } from './model/learner-view.tsx';
import { ModelView } from './model/model-view.tsx';
import { ReportResult } from './report/report-result.tsx';

interface ValueViewProps {
  readonly node: string;
  readonly value: ValueSummary;
  readonly label: string;
  /** Chooses among the values of a node. */
  readonly chooser?: ReactNode;
}

/** A value by its kind, whichever node it came from. */
export const ValueView = ({ node, value, label, chooser }: ValueViewProps) => {
  const source = tableSource(value);
  if (source) return <TableView source={source} label={label} before={chooser} />;
  return (
    <div className="results-scroll">
      <div className="results-bar">{chooser}</div>
      {value.kind === 'report' ? <ReportResult node={node} value={value} /> : null}
      {value.kind === 'model' ? <ModelView model={value} /> : null}
      {value.kind === 'learner' ? <LearnerView learner={value} /> : null}
    </div>
  );
};
