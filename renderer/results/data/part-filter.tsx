import type { Part } from '../../../contract/column.ts';
import type { TableSource } from './table-source.ts';

interface PartFilterProps {
  readonly source: TableSource;
  readonly part: Part | undefined;
  readonly onChange: (part: Part | undefined) => void;
}

const counted = (rows: number | undefined): string => (rows === undefined ? '' : rows.toLocaleString('en-GB'));

/** Which part's rows are shown. */
export const PartFilter = ({ source, part, onChange }: PartFilterProps) => (
  <fieldset className="part-filter">
    <legend className="visually-hidden">Rows of part</legend>
    <button type="button" className="segment" aria-pressed={part === undefined} onClick={() => onChange(undefined)}>
      all <span className="segment-count">{counted(source.rows)}</span>
    </button>
    {source.parts.map(({ part: known, rows }) => (
      <button
        key={known}
        type="button"
        className="segment"
        aria-pressed={part === known}
        onClick={() => onChange(part === known ? undefined : known)}
      >
        <span className={`part-dot ${known}`} aria-hidden="true" />
        {known} <span className="segment-count">{counted(rows)}</span>
      </button>
    ))}
  </fieldset>
);
