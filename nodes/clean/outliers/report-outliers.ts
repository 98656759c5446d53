import type { NodeContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { blocksBelow, cellsBelow, isWide } from '../../cells-below.ts';
import { firstFindings } from '../../first-findings.ts';
import { pause } from '../pause.ts';
import { type Bounded, outsideAtPlace, outsideSql } from './bounds-sql.ts';
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
  { column: { name }, bounds }: Bounded,
  ctx: NodeContext,
): Promise<readonly Outlying[]> => {
  const found = await ctx.tables.rows(
    `SELECT CAST(v AS VARCHAR) AS value, sum(count(*)) OVER () AS total,
     max(abs(CAST(v AS DOUBLE) - ${middle(bounds)})) AS distance
     FROM (SELECT ${sqlName(name)} AS v FROM ${table.relation} WHERE ${outsideSql(name, bounds)})
     GROUP BY v ORDER BY distance DESC, value LIMIT ${mostShown}`,
  );
  return found.map(({ value, total }) => ({ text: String(value), total: Number(total) }));
};

/** The same of many columns of one type, in one query. */
const ofMany = async (
  table: Table,
  columns: readonly Bounded[],
  ctx: NodeContext,
): Promise<readonly (readonly Outlying[])[]> => {
  const cells = cellsBelow(
    table.relation,
    columns.map(({ column }) => sqlName(column.name)),
  );
  const middles = columns.map(({ bounds }) => middle(bounds)).join(', ');
  const rows = await ctx.tables.rows(
    `SELECT k, value, total FROM (
       SELECT k, CAST(raw AS VARCHAR) AS value, sum(count(*)) OVER (PARTITION BY k) AS total,
       max(abs(CAST(raw AS DOUBLE) - [${middles}][place])) AS distance
       FROM (SELECT k, k + 1 AS place, v AS raw FROM ${cells}) WHERE ${outsideAtPlace(columns)} GROUP BY k, value)
     QUALIFY row_number() OVER (PARTITION BY k ORDER BY distance DESC, value) <= ${mostShown}
     ORDER BY k, distance DESC, value`,
  );
  const found = columns.map((): Outlying[] => []);
  for (const { k, value, total } of rows) found[Number(k)]?.push({ text: String(value), total: Number(total) });
  return found;
};

/** Columns that are asked about in one query: those of many share one, each type its own. */
const askedTogether = (table: Table, columns: readonly Bounded[]): readonly (readonly Bounded[])[] => {
  if (!isWide(table, columns.length)) return columns.map((one) => [one]);
  const whole = columns.filter(({ column }) => column.type === 'integer');
  return [...blocksBelow(whole), ...blocksBelow(columns.filter((one) => one.column.type !== 'integer'))];
};

const findingOf = ({ column, bounds }: Bounded, outlying: readonly Outlying[], table: Table): Finding => {
  const rows = outlying[0]?.total ?? 0;
  return {
    code: 'data.outliers',
    severity: 'info',
    message: `${rows} of ${table.rows} values of “${column.name}” are outside ${rounded(bounds.low)} to ${rounded(bounds.high)}.`,
    column: column.name,
    rows,
    examples: outlying.map(({ text }) => text),
  };
};

/** A finding for each column with outliers: how many, between which bounds, and the farthest of them. */
export const reportOutliers = async (table: Table, columns: readonly Bounded[], ctx: NodeContext): Promise<void> => {
  const found = new Map<Bounded, readonly Outlying[]>();
  for (const block of askedTogether(table, columns)) {
    await pause(ctx.signal);
    const [first] = block;
    if (!first) continue;
    const outlying = isWide(table, columns.length) ? await ofMany(table, block, ctx) : [await ofOne(table, first, ctx)];
    for (const [at, one] of block.entries()) found.set(one, outlying[at] ?? []);
  }
  const findings = columns.map((one) => findingOf(one, found.get(one) ?? [], table));
  for (const finding of firstFindings(findings.filter(({ rows = 0 }) => rows > 0))) ctx.finding(finding);
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
