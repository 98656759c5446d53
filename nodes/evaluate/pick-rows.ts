import type { RowBrush, RowCondition, RowMeasure, RowPick } from '../../contract/row-pick.ts';
import type { MeasuredPart } from './parts.ts';

/** One part of the predictions on one of the wires. */
export interface PickedPart {
  readonly at: number;
  readonly part: MeasuredPart;
}

const ofPart = (part: MeasuredPart): RowCondition => ({ of: { column: 'part' }, in: [part] });

/** Rows of predictions that a mark stands for. */
export const pickRows = (
  { at, part }: PickedPart,
  { label, rows }: Pick<RowPick, 'label' | 'rows'>,
  where: readonly RowCondition[],
): RowPick => ({ input: 'predictions', at, label, rows, where: [ofPart(part), ...where] });

/** The one row of predictions with this id. */
export const pickRow = (part: PickedPart, row: number): RowPick =>
  pickRows(part, { label: `row ${row}`, rows: 1 }, [{ of: { column: 'row' }, in: [row] }]);

interface Axis {
  readonly title: string;
  readonly of: RowMeasure;
}

/** An area of a figure of predictions. */
export const brushRows = ({ at, part }: PickedPart, x: Axis, y: Axis): RowBrush => ({
  input: 'predictions',
  at,
  where: [ofPart(part)],
  x,
  y,
});
