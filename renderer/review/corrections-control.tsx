import './review.css';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import type { ControlProps } from '../inspector/controls/control.ts';
import { NoData } from '../results/no-data.tsx';
import { Modal } from '../shell/modal.tsx';
import { useNodeResult } from '../state/runs.ts';
import { type Decisions, decisionsIn } from './decisions.ts';
import { ReviewDesk } from './review-desk.tsx';

const counted = (count: number): string =>
  count === 0 ? 'No label decided on yet' : `${count} ${count === 1 ? 'label' : 'labels'} decided on`;

const Desk = ({
  node,
  param,
  decisions,
}: {
  readonly node: string;
  readonly param: string;
  readonly decisions: Decisions;
}) => {
  const issues = useNodeResult(node)?.outputs['issues'];
  if (issues?.kind !== 'table')
    return (
      <div className="review-empty">
        <p>
          Each label is compared with what learners say that were fitted without its row. Run the node, and the labels
          that are probably wrong are listed here, for you to keep or to change.
        </p>
        <NoData node={node} />
      </div>
    );
  return <ReviewDesk reviewed={{ node, param }} table={issues} decisions={decisions} />;
};

/** Opens the review of a node's `issues`; what is decided there is the setting's value. */
export const CorrectionsControl = ({ id, label, node, value }: ControlProps) => {
  const [open, setOpen] = useState(false);
  const issues = useNodeResult(node)?.outputs['issues'];
  const decisions = decisionsIn(value);
  const param = id.slice(`field-${node}-`.length);
  return (
    <div className="corrections">
      <button id={id} type="button" className="button" aria-label={`${label}: review`} onClick={() => setOpen(true)}>
        <ListChecks size={14} strokeWidth={1.75} aria-hidden="true" />
        Review labels…
      </button>
      <span className="corrections-count">
        {issues?.kind === 'table' ? `${issues.rows.toLocaleString('en-GB')} in doubt. ` : ''}
        {counted(Object.keys(decisions).length)}.
      </span>
      {open ? (
        <Modal title="Review labels" className="review-dialog" onLeave={() => setOpen(false)}>
          <Desk node={node} param={param} decisions={decisions} />
        </Modal>
      ) : null}
    </div>
  );
};
