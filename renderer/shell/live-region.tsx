import { useEffect, useState } from 'react';
import { useDocument } from '../state/document.ts';
import { useRuns } from '../state/runs.ts';
import { runText } from './run-controls.tsx';

const quietMs = 3000;

/** Tells screen readers how the run goes, at most once in three seconds, and what was undone. */
export const LiveRegion = () => {
  const [said, setSaid] = useState('');
  const [undone, setUndone] = useState('');
  useEffect(() => {
    let last = 0;
    return useRuns.subscribe(({ run }, before) => {
      const now = Date.now();
      if (!run || (run.status === before.run?.status && now - last < quietMs)) return;
      last = now;
      setSaid(runText(run, now));
    });
  }, []);
  useEffect(
    () =>
      useDocument.subscribe(({ lastLabel }, before) => {
        if (lastLabel !== before.lastLabel && /^(Undo|Redo)/.test(lastLabel)) setUndone(lastLabel);
      }),
    [],
  );
  return (
    <div className="visually-hidden">
      <div aria-live="polite">{said}</div>
      <div aria-live="polite">{undone}</div>
    </div>
  );
};
