import type { Figure } from '../../../contract/report.ts';
import type { RowBrush, RowPick } from '../../../contract/row-pick.ts';
import { shownNumber } from '../report/metric-text.ts';

export type Range = readonly [number, number];

/** Rows that somebody chose; how many there are, the engine will say. */
export type ChosenRows = Omit<RowPick, 'rows'>;

const rangeText = (title: string, [low, high]: Range): string => `${title} ${shownNumber(low)} to ${shownNumber(high)}`;

/** The rows within an area that was drawn up in a figure. */
export const areaPick = ({ input, at, where, x, y }: RowBrush, across: Range, up: Range): ChosenRows => ({
  input,
  at,
  label: `${rangeText(x.title, across)}, ${rangeText(y.title, up)}`,
  where: [...where, { of: x.of, from: across[0], to: across[1] }, { of: y.of, from: up[0], to: up[1] }],
});

/** The row behind a mark: the pick that its datum names, or in a figure of single rows the row of that id. */
export const markPick = ({ picks, brush }: Figure, datum: unknown): ChosenRows | undefined => {
  if (typeof datum !== 'object' || datum === null) return undefined;
  const { pick, row } = datum as { readonly pick?: unknown; readonly row?: unknown };
  if (typeof pick === 'number') return picks?.[pick];
  if (!brush || typeof row !== 'number') return undefined;
  const { input, at, where } = brush;
  return { input, at, label: `row ${row}`, where: [...where, { of: { column: 'row' }, in: [row] }] };
};
