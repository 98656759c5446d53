/** Browsers stop at 16 to 33 million pixels (Firefox 17.8, Chromium 33.5); a taller table is scrolled in proportion. */
const tallest = 15_000_000;

export interface RowScale {
  readonly rows: number;
  readonly rowHeight: number;
  /** Pixels of the scrolled area. */
  readonly height: number;
  /** Pixels of table that one scrolled pixel stands for. */
  readonly factor: number;
}

export interface RowWindow {
  readonly first: number;
  readonly last: number;
  /** Where the first row is drawn in the scrolled area. */
  readonly top: number;
}

export const rowScale = (rows: number, rowHeight: number, viewport: number): RowScale => {
  const full = rows * rowHeight;
  const height = Math.min(full, tallest);
  const scrollable = Math.max(1, height - viewport);
  return { rows, rowHeight, height, factor: full > tallest ? (full - viewport) / scrollable : 1 };
};

/** The rows to draw at a scroll position, with a few beyond either edge. */
export const rowWindow = (scale: RowScale, scrollTop: number, viewport: number, overscan = 8): RowWindow => {
  const { rows, rowHeight, factor } = scale;
  const virtual = scrollTop * factor;
  const first = Math.max(0, Math.floor(virtual / rowHeight) - overscan);
  const last = Math.min(rows - 1, Math.ceil((virtual + viewport) / rowHeight) + overscan);
  return { first, last, top: first * rowHeight - virtual + scrollTop };
};

/** The scroll position that brings a row into view, or the same position if it is in view. */
export const scrollToRow = (scale: RowScale, row: number, scrollTop: number, viewport: number): number => {
  const { rowHeight, factor } = scale;
  const virtual = scrollTop * factor;
  if (row * rowHeight < virtual) return (row * rowHeight) / factor;
  if ((row + 1) * rowHeight > virtual + viewport) return ((row + 1) * rowHeight - viewport) / factor;
  return scrollTop;
};
