import type { Tables } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { Presence } from './presence.ts';

/** As many columns as fit into one number that doubles as the pattern. */
const mostColumns = 60;
const mostPatterns = 12;

export interface MissingPatterns {
  /** Columns that miss something, in the table's order. */
  readonly columns: readonly string[];
  /** Of those, not looked at because there are too many. */
  readonly leftOut: number;
  /** The commonest ones first; `missing` by column. */
  readonly patterns: readonly { readonly rows: number; readonly missing: readonly boolean[] }[];
  /** Rows in patterns beyond those listed. */
  readonly otherRows: number;
}

/** Which columns are missing together, and in how many rows. Undefined where nothing is missing. */
export const missingTogether = async (
  tables: Tables,
  table: Table,
  { present }: Presence,
): Promise<MissingPatterns | undefined> => {
  const lacking = table.columns.filter((_, index) => (present[index] ?? 0) < table.rows).map(({ name }) => name);
  const columns = lacking.slice(0, mostColumns);
  if (columns.length === 0) return undefined;
  const bits = columns.map((name, index) => `((${sqlName(name)} IS NULL)::BIGINT << ${index})`);
  const rows = await tables.rows(
    `SELECT (${bits.join(' | ')}) AS pattern, count(*) AS n FROM ${table.relation}
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${mostPatterns}`,
  );
  const patterns = rows.map((row) => {
    const pattern = BigInt(row['pattern'] ?? 0);
    return { rows: Number(row['n']), missing: columns.map((_, index) => ((pattern >> BigInt(index)) & 1n) === 1n) };
  });
  return {
    columns,
    leftOut: lacking.length - columns.length,
    patterns,
    otherRows: table.rows - patterns.reduce((sum, pattern) => sum + pattern.rows, 0),
  };
};
