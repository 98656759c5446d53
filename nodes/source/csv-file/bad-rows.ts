import type { Tables } from '../../../contract/context.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import { linesOfBytes } from './line-numbers.ts';
import type { Rejects, Source } from './scan.ts';

export interface BadRow {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

export interface BadRows {
  readonly count: number;
  /** Up to `most` of them, in order. */
  readonly rows: readonly BadRow[];
  /** Some hold bytes that are no UTF-8. */
  readonly encoding: boolean;
  /** Some are longer than a line may be. */
  readonly long: boolean;
}

let tables = 0;

/** Names for a pair of tables into which DuckDB writes what it could not read. */
export const freshRejects = (): Rejects => ({ errors: `csv_errors_${++tables}`, scans: `csv_scans_${tables}` });

export const dropRejects = async (access: Tables, rejects: Rejects): Promise<void> => {
  await access.rows(`DROP TABLE IF EXISTS ${sqlName(rejects.errors)}`);
  await access.rows(`DROP TABLE IF EXISTS ${sqlName(rejects.scans)}`);
};

/** What DuckDB rejected, a row once, with the lines where it stands in the file. */
export const badRows = async (
  access: Tables,
  source: Source,
  {
    rejects,
    most,
    types = [],
  }: { readonly rejects: Rejects; readonly most: number; readonly types?: readonly string[] },
): Promise<BadRows> => {
  const some = types.length > 0 ? `WHERE error_type IN (${types.map(sqlText).join(', ')})` : '';
  const by = `SELECT line_byte_position AS position, min(line) AS line, min(error_type) AS type,
    min(error_message) AS message, min(csv_line) AS text FROM ${sqlName(rejects.errors)} ${some} GROUP BY line_byte_position`;
  const [total] = await access.rows(
    `SELECT count(*) AS n, count(*) FILTER (type = 'INVALID ENCODING') AS e,
       count(*) FILTER (type = 'LINE SIZE OVER MAXIMUM') AS l FROM (${by})`,
  );
  const rows = await access.rows(`${by} ORDER BY position LIMIT ${most}`);
  const positions = rows.map((row) => Number(row['position']));
  const lines = source.compression === 'zstd' ? new Map<number, number>() : await linesOfBytes(source, positions);
  return {
    count: Number(total?.['n'] ?? 0),
    encoding: Number(total?.['e'] ?? 0) > 0,
    long: Number(total?.['l'] ?? 0) > 0,
    rows: rows.map((row) => ({
      line: lines.get(Number(row['position'])) ?? Number(row['line']),
      reason: reasonOf(String(row['type']), String(row['message'])),
      text: String(row['text'] ?? '').replace(/[\r\n]+$/, ''),
    })),
  };
};

const reasonOf = (type: string, message: string): string => {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts) return `${counts[2]} fields instead of ${counts[1]}`;
  const known: Readonly<Record<string, string>> = {
    'UNQUOTED VALUE': 'a quote that is not closed',
    'LINE SIZE OVER MAXIMUM': 'a line that is too long',
    'INVALID ENCODING': 'bytes that are no UTF-8',
    'INVALID STATE': 'text outside of the quotes',
  };
  return known[type] ?? message.split('\n')[0] ?? type;
};

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** `line 5 (1 fields instead of 2): 6` */
export const badRowText = ({ line, reason, text }: BadRow): string => `line ${line} (${reason}): ${shortened(text)}`;
