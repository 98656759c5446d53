/** Columns whose bins stand side by side: record r is the 2^shift bytes from `bins` + r × 2^shift on. */
export interface ColumnGroup {
  readonly first: number;
  readonly columns: number;
  readonly shift: number;
  readonly bins: number;
}

/** `count` groups of about as many columns, with bins of `bytes` each. */
export const planGroups = (
  { columns, rows, count, bytes }: Readonly<Record<'columns' | 'rows' | 'count' | 'bytes', number>>,
  take: (bytes: number) => number,
): readonly ColumnGroup[] =>
  Array.from({ length: count }, (_, index) => {
    const first = Math.floor((columns * index) / count);
    const own = Math.floor((columns * (index + 1)) / count) - first;
    const shift = Math.ceil(Math.log2(Math.max(1, own * bytes)));
    return { first, columns: own, shift, bins: take(rows * 2 ** shift) };
  });
