/** A cell by its place. Row −1 is the header. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** The active cell, and the corner from which a selection was stretched to it. */
export interface GridCursor {
  readonly active: CellPlace;
  readonly anchor: CellPlace;
}

export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly pageRows: number;
}

export interface CellRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface GridKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

export const rangeOf = ({ active, anchor }: GridCursor): CellRange => ({
  firstRow: Math.max(0, Math.min(active.row, anchor.row)),
  lastRow: Math.max(active.row, anchor.row),
  firstColumn: Math.min(active.column, anchor.column),
  lastColumn: Math.max(active.column, anchor.column),
});

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

const moved = ({ row, column }: CellPlace, { key, ctrl }: GridKey, extent: GridExtent): CellPlace | undefined => {
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: ctrl ? lastRow : row + 1, column };
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: ctrl ? lastColumn : column + 1 };
    case 'PageUp':
      return { row: Math.max(0, row - extent.pageRows), column };
    case 'PageDown':
      return { row: row + extent.pageRows, column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? lastRow : row, column: lastColumn };
    default:
      return undefined;
  }
};

/** Where a key leads, as in a spreadsheet; undefined for keys that do not move. */
export const moveCursor = (cursor: GridCursor, key: GridKey, extent: GridExtent): GridCursor | undefined => {
  if (key.ctrl && key.key.toLowerCase() === 'a')
    return {
      anchor: { row: 0, column: 0 },
      active: { row: Math.max(0, extent.rows - 1), column: Math.max(0, extent.columns - 1) },
    };
  const target = moved(cursor.active, key, extent);
  if (!target) return undefined;
  const active = {
    row: clamp(target.row, key.shift ? 0 : -1, extent.rows - 1),
    column: clamp(target.column, 0, Math.max(0, extent.columns - 1)),
  };
  return { active, anchor: key.shift ? cursor.anchor : active };
};
