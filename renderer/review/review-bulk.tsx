import { useState } from 'react';
import { type Decisions, decide, openSuggestions, type Reviewed } from './decisions.ts';
import { percent } from './review-list.tsx';
import type { ReviewRow } from './review-row.ts';

interface ReviewBulkProps {
  readonly reviewed: Reviewed;
  readonly rows: readonly ReviewRow[];
  readonly classes: readonly string[];
  readonly decisions: Decisions;
}

const levels = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

const counted = (count: number): string => `${count} ${count === 1 ? 'suggestion' : 'suggestions'}`;

/** Takes all suggestions that the learners are sure enough of, as one step to undo. */
export const ReviewBulk = ({ reviewed, rows, classes, decisions }: ReviewBulkProps) => {
  const [least, setLeast] = useState(0.9);
  const open = openSuggestions(rows, { decisions, classes, least });
  const take = (): void =>
    decide(
      reviewed,
      Object.fromEntries(open.map(({ key, suggested }) => [key, suggested])),
      `Take ${counted(open.length)}`,
    );
  return (
    <div className="review-bulk">
      <label htmlFor="review-least">Take all suggestions above</label>
      <select
        id="review-least"
        className="field"
        value={least}
        onChange={(event) => setLeast(Number(event.target.value))}
      >
        {levels.map((level) => (
          <option key={level} value={level}>
            {percent(level)}
          </option>
        ))}
      </select>
      <button type="button" className="button" disabled={open.length === 0} onClick={take}>
        Take {counted(open.length)}
      </button>
    </div>
  );
};
