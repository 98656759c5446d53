import type { NodeContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, cellsBelow, isWide } from '../../cells-below.ts';
import { firstFindings } from '../../first-findings.ts';
import { pause } from '../pause.ts';
import { outsideSql } from './bounds-sql.ts';
import type { Bounds } from './learn-bounds.ts';

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

interface Outlying {
  readonly text: string;
  readonly total: number;
}

const mostShown = 5;

const middle = ({ low, high }: Bounds): string => `(${Number((low + high) / 2)})::DOUBLE`;

/** The farthest outliers of one column, the farthest first. */
const ofOne = async (
  table: Table,
  [column, bounds]: readonly [string, Bounds],
  ctx: NodeContext,
): Promise<readonly Outlying[]> => {
  const found = await ctx.tables.rows(
    `SELECT CAST(v AS VARCHAR) AS value, sum(count(*)) OVER () AS total,
     max(abs(CAST(v AS DOUBLE) - ${middle(bounds)})) AS distance
     FROM (SELECT ${sqlName(column)} AS v FROM ${table.relation} WHERE ${outsideSql(column, bounds)})
     GROUP BY v ORDER BY distance DESC, value LIMIT ${mostShown}`,
  );
  return found.map(({ value, total }) => ({ text: String(value), total: Number(total) }));
};

/** The same of many columns, in one query. */
const ofMany = async (
  table: Table,
  columns: readonly (readonly [string, Bounds])[],
  ctx: NodeContext,
): Promise<readonly (readonly Outlying[])[]> => {
  const values = columns.map(([column, bounds]) => {
    const name = sqlName(column);
    const distance = `abs(CAST(${name} AS DOUBLE) - ${middle(bounds)})`;
    return `CASE WHEN ${outsideSql(column, bounds)} THEN {'text': CAST(${name} AS VARCHAR), 'distance': ${distance}} END`;
  });
  const rows = await ctx.tables.rows(
    `SELECT k, value, total FROM (
       SELECT k, v.text AS value, sum(count(*)) OVER (PARTITION BY k) AS total, max(v.distance) AS distance
       FROM ${cellsBelow(table.relation, values)} WHERE v IS NOT NULL GROUP BY k, v.text)
     QUALIFY row_number() OVER (PARTITION BY k ORDER BY distance DESC, value) <= ${mostShown}
     ORDER BY k, distance DESC, value`,
  );
  const found = columns.map((): Outlying[] => []);
  for (const { k, value, total } of rows) found[Number(k)]?.push({ text: String(value), total: Number(total) });
  return found;
};

/** A finding for each column with outliers: how many, between which bounds, and the farthest of them. */
export const reportOutliers = async (
  table: Table,
  columns: readonly (readonly [string, Bounds])[],
  ctx: NodeContext,
): Promise<void> => {
  const findings: Finding[] = [];
  const wide = isWide(table, columns.length);
  for (const block of wide ? blocksBelow(columns) : columns.map((column) => [column])) {
    await pause(ctx.signal);
    const [first] = block;
    if (!first) continue;
    const found = wide ? await ofMany(table, block, ctx) : [await ofOne(table, first, ctx)];
    for (const [at, [column, bounds]] of block.entries()) {
      const outlying = found[at] ?? [];
      const rows = outlying[0]?.total ?? 0;
      if (rows === 0) continue;
      findings.push({
        code: 'data.outliers',
        severity: 'info',
        message: `${rows} of ${table.rows} values of “${column}” are outside ${rounded(bounds.low)} to ${rounded(bounds.high)}.`,
        column,
        rows,
        examples: outlying.map(({ text }) => text),
      });
    }
  }
  for (const finding of firstFindings(findings)) ctx.finding(finding);
};

/** Rows that an isolation forest found. */
export const reportIsolated = (isolated: number, rows: number, ctx: Pick<NodeContext, 'finding'>): void => {
  if (isolated === 0) return;
  ctx.finding({
    code: 'data.outliers',
    severity: 'info',
    message: `${isolated} of ${rows} rows are unlike the others.`,
    rows: isolated,
  });
};

/** Says how many rows left, or that none did because nobody knows which rows are for training. */
export const reportRemoved = (
  outlying: number,
  removed: number,
  { table, ctx }: { table: Table; ctx: NodeContext },
) => {
  if (outlying === 0) return;
  const kept = table.split.parts
    ? 'Rows that are held out stay as they are.'
    : 'Rows are removed in training only: put a split before it.';
  ctx.finding({
    code: 'data.dropped-rows',
    severity: removed > 0 ? 'info' : 'warning',
    message: `${removed} of ${outlying} rows with outliers were removed. ${kept}`,
    rows: removed,
    value: outlying,
  });
};
