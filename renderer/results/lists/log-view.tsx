import './lists.css';
import { useMemo } from 'react';
import type { RunState } from '../../../contract/run-state.ts';
import { Empty } from '../empty.tsx';
import { logLines } from './log-lines.ts';
import { NodeName } from './node-name.tsx';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

interface LogViewProps {
  readonly run: Pick<RunState, 'nodes'> | null;
  /** One node's lines only. */
  readonly node?: string | undefined;
}

/** What was said while the flow ran. */
export const LogView = ({ run, node }: LogViewProps) => {
  const lines = useMemo(() => (run ? logLines(run, node) : []), [run, node]);
  if (lines.length === 0)
    return <Empty title="Nothing in the log">{run ? 'Nothing was worth telling.' : 'Run the flow first.'}</Empty>;
  return (
    <ol className="log">
      {lines.map((line) => (
        <li key={line.key} className={`log-line ${line.level}`}>
          <time className="log-time">{line.at === undefined ? '' : clock.format(line.at)}</time>
          {node === undefined ? <NodeName node={line.node} /> : null}
          <span className="log-text">
            {line.level === 'info' ? null : <span className="log-level">{line.level}</span>}
            {line.text}
            {line.hint ? <span className="log-hint"> {line.hint}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
};
