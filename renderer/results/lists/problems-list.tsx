import './lists.css';
import { Wrench } from 'lucide-react';
import { applyFix, useDocument } from '../../state/document.ts';
import { Empty } from '../empty.tsx';
import { SeverityIcon } from '../report/severity-icon.tsx';
import { AllowButton } from './allow-button.tsx';
import { goToNode, NodeName } from './node-name.tsx';
import type { ProblemEntry } from './problem-entries.ts';
import { useProblemEntries } from './use-problem-entries.ts';

const ProblemRow = ({ entry, readOnly }: { readonly entry: ProblemEntry; readonly readOnly: boolean }) => {
  const { severity, message, hint, node, fix, access, inRun } = entry;
  return (
    <li className="problem">
      <SeverityIcon severity={severity} />
      <div className="problem-text">
        {node === undefined ? (
          <p>{message}</p>
        ) : (
          <button type="button" className="problem-message" onClick={() => goToNode(node)}>
            {message}
          </button>
        )}
        <p className="problem-hint">
          {node === undefined ? null : <NodeName node={node} />}
          {inRun ? <span className="problem-when">in the last run</span> : null}
          <span>{hint}</span>
        </p>
      </div>
      {fix ? (
        <button type="button" className="button small" disabled={readOnly} onClick={() => applyFix(fix)}>
          <Wrench size={13} strokeWidth={1.75} aria-hidden="true" />
          {fix.label}
        </button>
      ) : null}
      {access ? <AllowButton access={access} /> : null}
    </li>
  );
};

/** What keeps the flow from running or went wrong in a run, with what can be done about it. */
export const ProblemsList = () => {
  const entries = useProblemEntries();
  const readOnly = useDocument((state) => state.info?.readOnly ?? false);
  if (entries.length === 0) return <Empty title="No problems">The flow is ready to run.</Empty>;
  return (
    <ul className="problem-list">
      {entries.map((entry) => (
        <ProblemRow key={entry.key} entry={entry} readOnly={readOnly} />
      ))}
    </ul>
  );
};
