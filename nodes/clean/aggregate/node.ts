import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { Failure } from '../../../contract/problem.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { aggregateSql, overflowSql } from './aggregate-sql.ts';
import { aggregateParams } from './params.ts';
import { type AggregatePlan, planAggregate } from './plan-aggregate.ts';

/** Rows of different parts or folds are never put together. */
const groupsOf = (table: Table, { keys }: AggregatePlan): readonly string[] => [
  ...hiddenColumns(table).slice(1),
  ...keys.map(({ name }) => sqlName(name)),
];

const grouped = (table: Table, plan: AggregatePlan, cells: readonly string[]): string => {
  const groups = groupsOf(table, plan);
  const by = groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : 'HAVING count(*) > 0';
  return `SELECT ${['min(__row) AS __row', ...groups, ...cells].join(', ')} FROM ${table.relation} ${by}`;
};

const reportKeyless = async (table: Table, { keys }: AggregatePlan, ctx: NodeContext): Promise<void> => {
  if (keys.length === 0) return;
  const counts = keys.map(({ name }, index) => `count(*) - count(${sqlName(name)}) AS n${index}`);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
  for (const [index, { name }] of keys.entries()) {
    const rows = Number(row[`n${index}`] ?? 0);
    if (rows > 0)
      ctx.finding({
        code: 'data.missing-key',
        severity: 'info',
        message: `${rows} rows have no “${name}”; they were put together as a group of their own.`,
        column: name,
        rows,
      });
  }
};

const reportOverflows = async (table: Table, plan: AggregatePlan, ctx: NodeContext): Promise<void> => {
  const sums = plan.aggregations.filter(({ aggregation, from }) => overflowSql(aggregation, from) !== 'false');
  if (sums.length === 0) return;
  const flags = sums.map(({ aggregation, from }, index) => `${overflowSql(aggregation, from)} AS o${index}`);
  const counts = sums.map((_, index) => `count(*) FILTER (o${index}) AS n${index}`);
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM (${grouped(table, plan, flags)})`);
  for (const [index, { as }] of sums.entries()) {
    const rows = Number(row[`n${index}`] ?? 0);
    if (rows > 0)
      ctx.finding({
        code: 'data.sum-too-large',
        severity: 'warning',
        message: `${rows} sums in “${as.name}” are larger than a whole number can be, and became missing. Make the column a number with “Types” first.`,
        column: as.name,
        rows,
      });
  }
};

const reportProblems = ({ problems }: AggregatePlan, ctx: NodeContext): void => {
  const fatal = problems.find(({ severity }) => severity === 'error');
  if (fatal) throw new Failure(fatal);
  for (const { code, severity, message, hint, column } of problems)
    ctx.finding({ code, severity, message: `${message} ${hint}`, ...(column ? { column } : {}) });
};

export default defineTransform({
  // Replayed when predicting: there is a prediction for each group of the new rows.
  kind: 'row',
  title: 'Aggregate',
  description: 'Makes one row of each group: counts, sums, means and the like; a model behind it predicts groups',
  keywords: ['group by', 'groupby', 'summarise', 'summarize', 'pivot', 'count', 'average', 'total', 'sum'],
  icon: 'sigma',
  telling: ['keys', 'aggregations'],
  version: 1,
  params: aggregateParams,
  shape: (input, settings) => {
    const { columns: _, rows: __, ...rest } = input;
    if (!input.columns) return { outputs: { table: rest } };
    const { columns, problems } = planAggregate(input, input.columns, settings);
    return { outputs: { table: { ...rest, columns } }, problems };
  },
  apply: async (table, _, settings, ctx) => {
    const plan = planAggregate(table, table.columns, settings);
    reportProblems(plan, ctx);
    await reportKeyless(table, plan, ctx);
    await reportOverflows(table, plan, ctx);
    const cells = plan.aggregations.map(
      ({ aggregation, from, as }) => `${aggregateSql(aggregation, from)} AS ${sqlName(as.name)}`,
    );
    const groups = await ctx.tables.derive(table, `${grouped(table, plan, cells)} ORDER BY __row`, plan.columns);
    ctx.log('info', `${table.rows} rows became ${groups.rows}`);
    return { table: groups };
  },
});
