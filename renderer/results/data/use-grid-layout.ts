import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useMemo } from 'react';
import type { Column } from '../../../contract/column.ts';
import { columnWidth, frozenWidths } from './column-layout.ts';
import type { CellPlace } from './grid-cursor.ts';
import { type RowScale, type RowWindow, rowScale, rowWindow, scrollToRow } from './row-window.ts';
import { useViewport } from './use-viewport.ts';

export const rowHeight = 26;
export const headHeight = 56;

export interface GridLayout {
  readonly columns: Virtualizer<HTMLDivElement, Element>;
  readonly frozen: { readonly number: number; readonly part: number };
  readonly scale: RowScale;
  readonly window: RowWindow;
  /** Rows that fit on the screen. */
  readonly pageRows: number;
  readonly reveal: (place: CellPlace) => void;
}

interface LayoutInput {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly hasParts: boolean;
}

/** Which rows and columns are drawn, and where. */
export const useGridLayout = ({ box, columns, rows, hasParts }: LayoutInput): GridLayout => {
  const widths = useMemo(() => columns.map(columnWidth), [columns]);
  const frozen = useMemo(() => frozenWidths(rows, hasParts), [rows, hasParts]);
  const frozenWidth = frozen.number + frozen.part;
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => widths[index] ?? 100,
    getItemKey: (index) => `${index}-${widths[index]}`,
    paddingStart: frozenWidth,
    scrollPaddingStart: frozenWidth,
    overscan: 3,
  });
  const known = box.current?.clientHeight ?? 0;
  const factor = rowScale(rows, rowHeight, Math.max(0, known - headHeight)).factor;
  const viewport = useViewport(box, factor);
  const seen = Math.max(0, viewport.height - headHeight);
  const scale = rowScale(rows, rowHeight, seen);
  const reveal = ({ row, column }: CellPlace): void => {
    if (box.current && row >= 0) box.current.scrollTop = scrollToRow(scale, row, box.current.scrollTop, seen);
    virtual.scrollToIndex(column, { align: 'auto' });
  };
  return {
    columns: virtual,
    frozen,
    scale,
    window: rowWindow(scale, viewport.top, seen),
    pageRows: Math.max(1, Math.floor(seen / rowHeight) - 1),
    reveal,
  };
};
