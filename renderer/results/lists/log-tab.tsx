import { useState } from 'react';
import { useRun } from '../../state/runs.ts';
import { useSelectedNode } from '../../state/session.ts';
import { LogView } from './log-view.tsx';
import { useNodeTitle } from './node-name.tsx';

/** The run's log, of the selected node alone if so wished. */
export const LogTab = () => {
  const run = useRun();
  const selected = useSelectedNode();
  const title = useNodeTitle(selected ?? '');
  const [only, setOnly] = useState(false);
  const node = only ? selected : undefined;
  return (
    <>
      {selected === undefined ? null : (
        <fieldset className="segments results-bar">
          <legend className="visually-hidden">Lines of</legend>
          <button type="button" className="segment" aria-pressed={!only} onClick={() => setOnly(false)}>
            all nodes
          </button>
          <button type="button" className="segment" aria-pressed={only} onClick={() => setOnly(true)}>
            {title}
          </button>
        </fieldset>
      )}
      <div className="results-scroll">
        <LogView run={run} node={node} />
      </div>
    </>
  );
};
