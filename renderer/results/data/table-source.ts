import type { Column } from '../../../contract/column.ts';
import { type Part, parts } from '../../../contract/column.ts';
import type { Task } from '../../../contract/matrix.ts';
import type { RowCondition } from '../../../contract/row-pick.ts';
import type { ValueSummary } from '../../../contract/run-event.ts';

/** A table to be looked at: one on a wire, or the rows behind predictions. */
export interface TableSource {
  readonly handle: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** The parts that its rows have, with their number where it is known. */
  readonly parts: readonly { readonly part: Part; readonly rows?: number }[];
  /** Predictions tell the part in a column of their own. */
  readonly partColumn: boolean;
  /** Set for predictions: wrong ones are marked. */
  readonly task?: Task;
  /** Only some of its rows, and beside predictions the columns of the table they are about. */
  readonly choice?: RowChoice;
}

export interface RowChoice {
  readonly where: RowCondition[];
  readonly beside?: string;
}

const partsOf = (counts: Readonly<Partial<Record<Part, number>>> | undefined): TableSource['parts'] =>
  counts
    ? parts.flatMap((part) => {
        const rows = counts[part];
        return rows === undefined || rows === 0 ? [] : [{ part, rows }];
      })
    : parts.map((part) => ({ part }));

/** Undefined for values that have no rows. */
export const tableSource = (value: ValueSummary): TableSource | undefined => {
  if (value.kind === 'table') {
    const { handle, columns, rows, split } = value;
    return { handle, columns, rows, parts: split.parts ? partsOf(split.counts) : [], partColumn: split.parts };
  }
  if (value.kind === 'predictions') {
    const { handle, columns, rows, counts, task } = value;
    return { handle, columns, rows, parts: partsOf(counts), partColumn: false, task };
  }
  return undefined;
};
