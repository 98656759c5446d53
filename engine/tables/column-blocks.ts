/**
 * Columns that are read from Parquet in one query. DuckDB 1.5 goes through all columns of the file once more for each column
 * that it reads, so the time grows with the square: 4 CPU seconds for 10,000 of 10,000, 0.5 for each 2,000 of them.
 */
const atOnce = 2000;

/** Something a column, in the blocks that are best read one by one. */
export const columnBlocks = <T>(columns: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(columns.length / atOnce)) }, (_, index) =>
    columns.slice(index * atOnce, (index + 1) * atOnce),
  );
