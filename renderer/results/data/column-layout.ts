import type { Column, ColumnType } from '../../../contract/column.ts';

const narrowest: Readonly<Record<ColumnType, number>> = {
  number: 104,
  integer: 92,
  boolean: 92,
  category: 116,
  text: 176,
  datetime: 152,
};
const widest = 280;
const perLetter = 7.2;
/** Icon, badge, sort mark and padding of the header. */
const beside = { plain: 56, badged: 104 };

/** A width that fits the name and what the type usually holds. */
export const columnWidth = ({ name, type, role }: Column): number => {
  const header = name.length * perLetter + (role === 'feature' ? beside.plain : beside.badged);
  return Math.round(Math.min(widest, Math.max(narrowest[type], header)));
};

/** Widths of the frozen columns at the left: row number, and part where there is one. */
export const frozenWidths = (rows: number, hasParts: boolean): { readonly number: number; readonly part: number } => ({
  number: Math.max(44, String(Math.max(1, rows)).length * 7.5 + 24),
  part: hasParts ? 86 : 0,
});
