import { closeSync, openSync, writeSync } from 'node:fs';
import type { Column } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';
import { physicalTypes, sqlName, sqlText } from '../../../contract/sql.ts';

const chunkRows = 5000;

/** Texts are always in quotes, so that an empty one differs from a missing one. */
const cellText = (value: SqlValue): string =>
  value === null ? '' : typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value);

/** Writes columns to a file that DuckDB reads in threads of its own. The number of the row comes first: no line is empty. */
export const writeCells = (path: string, columns: readonly (readonly SqlValue[])[], rows: number): void => {
  const file = openSync(path, 'wx');
  try {
    for (let from = 0; from < rows; from += chunkRows) {
      const lines: string[] = [];
      for (let row = from; row < Math.min(rows, from + chunkRows); row++)
        lines.push(`${row},${columns.map((values) => cellText(values[row] ?? null)).join(',')}\n`);
      writeSync(file, lines.join(''));
    }
  } finally {
    closeSync(file);
  }
};

/** The SELECT that reads such a file. One thread: a line break within quotes would mislead several. */
export const cellsSql = (path: string, columns: readonly Column[]): string => {
  const types = columns.map(({ type }, i) => `'c${i}': '${physicalTypes[type]}'`);
  const named = columns.map(({ name }, i) => `c${i} AS ${sqlName(name)}`);
  const options = [
    `columns = {${["'row': 'BIGINT'", ...types].join(', ')}}`,
    `auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n'`,
    `nullstr = '', allow_quoted_nulls = false, parallel = false, max_line_size = 32000000`,
  ];
  return `SELECT ${named.join(', ')} FROM read_csv(${sqlText(path)}, ${options.join(', ')}) ORDER BY row`;
};
