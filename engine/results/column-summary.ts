import type { ColumnSummary } from '../../contract/api.ts';
import type { Column } from '../../contract/column.ts';
import type { SqlRow } from '../../contract/context.ts';
import { sqlName } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { parquetColumns } from '../tables/parquet.ts';

const bins = 14;
const commonest = 8;
/** Each column is a query: the head of a wider table shows the names of the others, and nothing beside them. */
const mostSummarised = 500;

const isMeasured = (column: Column): boolean =>
  column.type === 'number' || column.type === 'integer' || column.type === 'datetime';

const measure = (column: Column): string =>
  column.type === 'datetime' ? `epoch(${sqlName(column.name)})` : `${sqlName(column.name)}::DOUBLE`;

const finite = (column: Column): string => `CASE WHEN isfinite(${measure(column)}) THEN ${measure(column)} END`;

const overview = (column: Column, index: number): string => {
  const name = sqlName(column.name);
  const counts = `count(*) - count(${name}) AS missing_${index}, approx_count_distinct(${name}) AS distinct_${index}`;
  if (!isMeasured(column)) return counts;
  const value = finite(column);
  return `${counts}, min(${value}) AS low_${index}, max(${value}) AS high_${index}, avg(${value}) AS mean_${index}`;
};

const numberOf = (row: SqlRow | undefined, name: string): number | undefined => {
  const value = row?.[name];
  return value === null || value === undefined ? undefined : Number(value);
};

const histogram = async (
  connection: Connection,
  table: Table,
  column: Column,
  range: { low: number; high: number },
) => {
  const width = (range.high - range.low) / bins || 1;
  const bin = `least(${bins - 1}, floor((${finite(column)} - ${range.low}) / ${width}))::INTEGER`;
  const rows = await connection.rows(
    `SELECT ${bin} AS bin, count(*) AS count FROM ${table.relation} WHERE ${finite(column)} IS NOT NULL GROUP BY 1`,
  );
  const counts = new Map(rows.map((row) => [Number(row['bin']), Number(row['count'])]));
  return Array.from({ length: range.high > range.low ? bins : 1 }, (_, index) => ({
    label: `${Number((range.low + index * width).toPrecision(4))}`,
    count: counts.get(index) ?? 0,
  }));
};

const levels = async (connection: Connection, table: Table, column: Column) => {
  const name = sqlName(column.name);
  const rows = await connection.rows(
    `SELECT left(${name}::VARCHAR, 60) AS label, count(*) AS count FROM ${table.relation} WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY count DESC, label LIMIT ${commonest}`,
  );
  return rows.map((row) => ({ label: String(row['label']), count: Number(row['count']) }));
};

/** One pass for counts and ranges, then one small query a column for its bars. Distinct counts are approximate: for display only. */
export const summarise = async (connection: Connection, whole: Table): Promise<readonly ColumnSummary[]> => {
  const columns = whole.columns.slice(0, mostSummarised);
  const names = columns.map(({ name }) => name);
  const table = { ...whole, columns, relation: parquetColumns(whole.relation, names) };
  if (columns.length === 0) return [];
  const [row] = await connection.rows(`SELECT ${columns.map(overview).join(', ')} FROM ${table.relation}`);
  const summaries: ColumnSummary[] = [];
  for (const [index, column] of columns.entries()) {
    const low = numberOf(row, `low_${index}`);
    const high = numberOf(row, `high_${index}`);
    const mean = numberOf(row, `mean_${index}`);
    const measured = isMeasured(column);
    const bars = measured
      ? low === undefined || high === undefined
        ? []
        : await histogram(connection, table, column, { low, high })
      : await levels(connection, table, column);
    summaries.push({
      column: column.name,
      missing: numberOf(row, `missing_${index}`) ?? 0,
      distinct: numberOf(row, `distinct_${index}`) ?? 0,
      bars,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      ...(mean === undefined ? {} : { mean }),
    });
  }
  return summaries;
};
