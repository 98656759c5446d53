import { useRef, useState } from 'react';
import type { ValueSummary } from '../../contract/run-event.ts';
import { Empty } from '../results/empty.tsx';
import { StaleStripe } from '../results/stale-stripe.tsx';
import { useSession } from '../state/session.ts';
import { countDecided, type Decisions, decide, decisionOf, type Reviewed } from './decisions.ts';
import { ReviewBulk } from './review-bulk.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { reviewKey } from './review-keys.ts';
import { pageRows, ReviewList } from './review-list.tsx';
import { classesIn, type ReviewRow } from './review-row.ts';
import { useReviewRows } from './use-review-rows.ts';

type Table = Extract<ValueSummary, { readonly kind: 'table' }>;

interface ReviewDeskProps {
  readonly reviewed: Reviewed;
  readonly table: Table;
  readonly decisions: Decisions;
}

const Progress = ({
  decided,
  rows,
  table,
}: {
  readonly decided: number;
  readonly rows: number;
  readonly table: Table;
}) => (
  <div className="review-progress">
    <p role="status">
      <b>
        {decided.toLocaleString('en-GB')} of {rows.toLocaleString('en-GB')} reviewed
      </b>
      {rows < table.rows ? ` · the least believable of ${table.rows.toLocaleString('en-GB')}` : ''}
    </p>
    <progress max={rows} value={decided} aria-label="Reviewed" />
  </div>
);

const Pager = ({ at, rows, onChoose }: { readonly at: number; readonly rows: number; onChoose(at: number): void }) => {
  const pages = Math.ceil(rows / pageRows);
  const page = Math.floor(at / pageRows);
  if (pages < 2) return null;
  return (
    <div className="review-pager">
      <button
        type="button"
        className="button small"
        disabled={page === 0}
        onClick={() => onChoose((page - 1) * pageRows)}
      >
        Previous
      </button>
      Page {page + 1} of {pages}
      <button
        type="button"
        className="button small"
        disabled={page === pages - 1}
        onClick={() => onChoose((page + 1) * pageRows)}
      >
        Next
      </button>
    </div>
  );
};

const within = (at: number, rows: number): number => Math.min(Math.max(0, at), Math.max(0, rows - 1));

/** Decisions alone make no result old that they are made about. */
const useOtherwiseStale = ({ node, param }: Reviewed): boolean =>
  useSession(({ check }) => {
    const why = check?.plan.find((step) => step.node === node)?.why;
    return why?.reason !== 'param' || why.params.some((name) => name !== param);
  });

/** The rows in doubt on the left, one of them with all that is known of it on the right. */
export const ReviewDesk = ({ reviewed, table, decisions }: ReviewDeskProps) => {
  const { rows, complete, failure } = useReviewRows(table);
  const otherwiseStale = useOtherwiseStale(reviewed);
  const classes = classesIn(table.columns);
  const [wanted, setWanted] = useState(0);
  const current = useRef<HTMLButtonElement>(null);
  const at = within(wanted, rows.length);
  const row: ReviewRow | undefined = rows[at];
  if (failure !== undefined) return <Empty title="The rows could not be read">{failure}</Empty>;
  if (!row)
    return complete ? (
      <Empty title="No label is in doubt">Nothing to review.</Empty>
    ) : (
      <Empty title="Reading the rows…" />
    );
  const settle = (label: string | undefined): void => {
    if (label !== decisionOf(decisions, row.key))
      decide(
        reviewed,
        { [row.key]: label },
        label === undefined ? 'Reopen a label' : `Label a row “${label.slice(0, 24)}”`,
      );
    if (label !== undefined) setWanted(within(at + 1, rows.length));
    current.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const key = event.ctrlKey || event.metaKey || event.altKey ? undefined : reviewKey(event.key);
    if (!key) return;
    event.preventDefault();
    if ('move' in key) setWanted(within(at + key.move, rows.length));
    else if ('choose' in key) {
      const name = classes[key.choose];
      if (name !== undefined) settle(name);
    } else settle(key.label === 'none' ? undefined : row[key.label]);
  };
  return (
    <div className="review-desk">
      {otherwiseStale ? <StaleStripe node={reviewed.node} /> : null}
      <div className="review-bar-top">
        <Progress decided={countDecided(rows, decisions)} rows={rows.length} table={table} />
        <ReviewBulk reviewed={reviewed} rows={rows} classes={classes} decisions={decisions} />
      </div>
      <div className="review-panes">
        <div className="review-side">
          <div className="review-scroll">
            <ReviewList
              current={current}
              rows={rows}
              classes={classes}
              decisions={decisions}
              at={at}
              onChoose={setWanted}
              onKeyDown={onKeyDown}
            />
          </div>
          <Pager at={at} rows={rows.length} onChoose={setWanted} />
        </div>
        <ReviewDetail row={row} classes={classes} decided={decisionOf(decisions, row.key)} onDecide={settle} />
      </div>
      <p className="review-hint">
        <span className="kbd">↑</span> <span className="kbd">↓</span> move · <span className="kbd">Enter</span> take the
        suggestion · <span className="kbd">K</span> keep · <span className="kbd">1</span>–<span className="kbd">9</span>{' '}
        choose · <span className="kbd">Backspace</span> reopen. Decisions are kept in the flow and take effect with the
        next run.
      </p>
    </div>
  );
};
