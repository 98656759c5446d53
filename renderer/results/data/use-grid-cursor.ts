import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import { type CellPlace, type GridCursor, type GridExtent, moveCursor } from './grid-cursor.ts';

interface CursorOptions {
  readonly extent: GridExtent;
  /** The cell at a point on the screen. */
  readonly cellAt: (target: EventTarget | null, y: number) => CellPlace | undefined;
  readonly reveal: (place: CellPlace) => void;
  readonly onCopy: (cursor: GridCursor) => void;
  readonly onHeader: (column: number) => void;
}

export interface CursorHandlers {
  readonly cursor: GridCursor | undefined;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
  readonly onPointerDown: (event: ReactPointerEvent) => void;
  readonly onPointerMove: (event: ReactPointerEvent) => void;
  readonly onFocus: () => void;
}

const start: GridCursor = { active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };

/** The active cell and the selection, by keyboard and by pointer. */
export const useGridCursor = ({ extent, cellAt, reveal, onCopy, onHeader }: CursorOptions): CursorHandlers => {
  const [cursor, setCursor] = useState<GridCursor>();
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const ctrl = event.ctrlKey || event.metaKey;
    const now = cursor ?? start;
    if (ctrl && event.key.toLowerCase() === 'c') onCopy(now);
    else if (event.key === 'Enter' && now.active.row === -1) onHeader(now.active.column);
    else if (event.key === 'Escape' && cursor) setCursor(undefined);
    else {
      const moved = event.altKey ? undefined : moveCursor(now, { key: event.key, ctrl, shift: event.shiftKey }, extent);
      if (!moved) return;
      setCursor(moved);
      if (!(ctrl && event.key.toLowerCase() === 'a')) reveal(moved.active);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (event: ReactPointerEvent): void => {
    const place = event.button === 0 ? cellAt(event.target, event.clientY) : undefined;
    if (place) setCursor({ active: place, anchor: event.shiftKey && cursor ? cursor.anchor : place });
  };
  const onPointerMove = (event: ReactPointerEvent): void => {
    if ((event.buttons & 1) === 0 || !cursor) return;
    const place = cellAt(event.target, event.clientY);
    const same = place && place.row === cursor.active.row && place.column === cursor.active.column;
    if (place && !same) setCursor({ active: place, anchor: cursor.anchor });
  };
  return { cursor, onKeyDown, onPointerDown, onPointerMove, onFocus: () => setCursor((old) => old ?? start) };
};
