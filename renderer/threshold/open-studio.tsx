import './threshold.css';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { NoData } from '../results/no-data.tsx';
import { Modal } from '../shell/modal.tsx';
import { useNodeResult } from '../state/runs.ts';
import { ThresholdStudio } from './threshold-studio.tsx';

const useStudy = (node: string) => {
  const outputs = useNodeResult(node)?.outputs ?? {};
  for (const value of Object.values(outputs))
    if (value.kind === 'report' && value.report.study) return value.report.study;
  return undefined;
};

/** Opens the threshold studio on what the node's last run kept. */
export const OpenStudio = ({ node }: { readonly node: string }) => {
  const [open, setOpen] = useState(false);
  const study = useStudy(node);
  const leave = (): void => setOpen(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden="true" />
        Try out…
      </button>
      {open ? (
        <Modal title="Threshold studio" className="studio-dialog" onLeave={leave}>
          {study ? (
            <ThresholdStudio node={node} study={study} onLeave={leave} />
          ) : (
            <div className="studio-empty">
              <p>
                Run the node once. Then you can drag the threshold and type costs here, and see at once which rows are
                found, missed and called in error.
              </p>
              <NoData node={node} />
            </div>
          )}
        </Modal>
      ) : null}
    </>
  );
};
