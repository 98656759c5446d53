import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Compression } from '../file-head.ts';
import { literalPath } from '../literal-path.ts';
import type { Quoting } from './records.ts';

/** A file that DuckDB can read, and how. */
export interface Source {
  /** Absolute path of UTF-8 text, maybe packed. */
  readonly path: string;
  readonly compression: Compression;
  readonly quoting: Quoting;
  readonly header: boolean;
  readonly skipLines: number;
  readonly names: readonly string[];
  readonly missing: readonly string[];
  /** Some line is longer than DuckDB's usual 2 MB. */
  readonly longLines: boolean;
}

export interface ScanOptions {
  /** Columns DuckDB shall read as DOUBLE itself; all others are text. */
  readonly doubles?: readonly string[];
  /** Rows that don't fit go to these tables instead of stopping the query. */
  readonly rejects?: Rejects;
}

export interface Rejects {
  readonly errors: string;
  readonly scans: string;
}

const list = (texts: readonly string[]): string => `[${texts.map(sqlText).join(', ')}]`;

/**
 * The SQL of a table function that reads the file. Everything is given, so that DuckDB guesses nothing: not the dialect,
 * not a pattern in the path, not a column from a folder's name.
 */
export const scanSql = (source: Source, { doubles = [], rejects }: ScanOptions = {}): string => {
  const asDouble = new Set(doubles);
  const columns = source.names.map((name) => `${sqlText(name)}: ${asDouble.has(name) ? "'DOUBLE'" : "'VARCHAR'"}`);
  const options = [
    sqlText(literalPath(source.path)),
    'auto_detect = false',
    `delim = ${sqlText(source.quoting.delimiter)}`,
    `quote = ${sqlText(source.quoting.quote)}`,
    `escape = ${sqlText(source.quoting.escape)}`,
    `header = ${source.header}`,
    `skip = ${source.skipLines}`,
    `nullstr = ${list(source.missing.length > 0 ? source.missing : ['\u0001'])}`,
    `compression = '${source.compression}'`,
    'hive_partitioning = false',
    // Twice as much buffer costs half a second before the first row, so only where a line needs it.
    ...(source.longLines ? ['max_line_size = 16777216'] : []),
    `columns = {${columns.join(', ')}}`,
    ...(rejects
      ? [
          'store_rejects = true',
          `rejects_table = ${sqlText(rejects.errors)}`,
          `rejects_scan = ${sqlText(rejects.scans)}`,
        ]
      : []),
  ];
  return `read_csv(${options.join(', ')})`;
};

/** What is known of the texts in the cells. */
export interface Cells {
  readonly missing: readonly string[];
  /** Some have spaces around them. */
  readonly spaced: boolean;
}

/**
 * A cell without the spaces around it; NULL where it is missing. Plain missing texts are NULL already when DuckDB hands
 * them over. A chain of comparisons, because DuckDB makes a join of each IN (28 s instead of 3.4 s for 29 million cells).
 */
export const cellSql = (name: string, { missing, spaced }: Cells): string => {
  if (!spaced) return sqlName(name);
  const trimmed = `trim(${sqlName(name)})`;
  const gone = missing.map((text) => `${trimmed} = ${sqlText(text)}`).join(' OR ') || 'false';
  return `CASE WHEN ${gone} THEN NULL ELSE ${trimmed} END`;
};
