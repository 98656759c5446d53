import './picks.css';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type Picked, setSession } from '../../state/session.ts';
import { TableView } from '../data/table-view.tsx';
import { Empty } from '../empty.tsx';
import { usePickedSource } from './use-picked-source.ts';

const counted = (rows: number): string => `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}`;

const Chip = ({ picked, rows }: { readonly picked: Picked; readonly rows: number | undefined }) => {
  const close = useRef<HTMLButtonElement>(null);
  // What had the focus is gone with the report.
  useEffect(() => close.current?.focus(), []);
  return (
    <p className="picked-chip" role="status">
      <span className="picked-what">Rows:</span> <span className="truncate">{picked.label}</span>
      <span className="picked-count numeric">{rows === undefined ? '…' : `· ${counted(rows)}`}</span>
      <button
        ref={close}
        type="button"
        className="icon-button small"
        aria-label="Back to all"
        title="Back to all"
        onClick={() => setSession({ picked: null, dockTab: picked.back })}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </p>
  );
};

/** Rows behind a mark of a report. */
export const PickedView = ({ picked }: { readonly picked: Picked }) => {
  const { source, failure } = usePickedSource(picked);
  const chip = <Chip key={picked.label} picked={picked} rows={source?.rows} />;
  if (source)
    return <TableView key={`${source.handle} ${picked.label}`} source={source} label={picked.label} before={chip} />;
  return (
    <>
      <div className="results-bar">{chip}</div>
      {failure ? <Empty title="The rows could not be shown">{failure}</Empty> : null}
    </>
  );
};
