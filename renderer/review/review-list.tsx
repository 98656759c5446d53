import { type RefObject, useEffect } from 'react';
import { type Decisions, decisionOf } from './decisions.ts';
import { probabilityOf, type ReviewRow } from './review-row.ts';

export const pageRows = 50;

interface ReviewListProps {
  readonly rows: readonly ReviewRow[];
  readonly classes: readonly string[];
  readonly decisions: Decisions;
  readonly at: number;
  /** The button of the row that is looked at. */
  readonly current: RefObject<HTMLButtonElement | null>;
  onKeyDown(event: React.KeyboardEvent): void;
  onChoose(at: number): void;
}

export const percent = (share: number): string => {
  const text = (share * 100).toFixed(share > 0 && share < 0.01 ? 1 : 0);
  return `${text} %`;
};

const Decision = ({ row, label }: { readonly row: ReviewRow; readonly label: string | undefined }) => {
  if (label === undefined) return <span className="review-open">open</span>;
  if (label === row.given) return <span className="review-kept">kept</span>;
  return <span className="review-changed truncate">{label}</span>;
};

/** One page of the rows in doubt. The row that is looked at has the focus, and with it the keys. */
export const ReviewList = ({ rows, classes, decisions, at, current, onKeyDown, onChoose }: ReviewListProps) => {
  const first = Math.floor(at / pageRows) * pageRows;
  const chosen = rows[at]?.key;
  useEffect(() => {
    if (chosen !== undefined) current.current?.focus();
  }, [chosen, current]);
  return (
    <table className="review-list" aria-label="Labels in doubt">
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">Given</th>
          <th scope="col">Suggested</th>
          <th scope="col">Sure</th>
          <th scope="col">Decision</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(first, first + pageRows).map((row, index) => {
          const place = first + index;
          const here = place === at;
          return (
            <tr key={row.key} aria-current={here} onClick={() => onChoose(place)}>
              <td className="review-number">
                <button
                  ref={here ? current : undefined}
                  type="button"
                  className="review-pick"
                  aria-label={`Row ${place + 1}, given ${row.given}, suggested ${row.suggested}`}
                  tabIndex={here ? 0 : -1}
                  onKeyDown={onKeyDown}
                >
                  {place + 1}
                </button>
              </td>
              <td className="truncate">{row.given}</td>
              <td className="truncate">{row.suggested}</td>
              <td className="review-number">{percent(probabilityOf(row, classes, row.suggested))}</td>
              <td>
                <Decision row={row} label={decisionOf(decisions, row.key)} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
