import { type RefObject, useEffect, useRef } from 'react';
import { type Decisions, decisionOf } from './decisions.ts';
import { probabilityOf, type ReviewRow } from './review-row.ts';

export const pageRows = 50;

interface ReviewListProps {
  readonly rows: readonly ReviewRow[];
  readonly classes: readonly string[];
  readonly decisions: Decisions;
  readonly at: number;
  readonly list: RefObject<HTMLTableElement | null>;
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

/** One page of the rows in doubt. The focus stays on the list; the arrow keys move within it. */
export const ReviewList = ({ rows, classes, decisions, at, list, onKeyDown, onChoose }: ReviewListProps) => {
  const current = useRef<HTMLTableRowElement>(null);
  const first = Math.floor(at / pageRows) * pageRows;
  const chosen = rows[at]?.key;
  useEffect(() => {
    if (chosen !== undefined) current.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <table
      ref={list}
      className="review-list"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows are chosen with the keys
      role="grid"
      aria-label="Labels in doubt"
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
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
          return (
            <tr
              key={row.key}
              ref={place === at ? current : undefined}
              aria-selected={place === at}
              onClick={() => onChoose(place)}
            >
              <td className="review-number">{place + 1}</td>
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
