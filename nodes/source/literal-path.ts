/** DuckDB takes * ? [ in a path as a pattern. */
export const literalPath = (path: string): string => path.replace(/[*?[]/g, '[$&]');
