import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { choose, featuresOf, referenceOf } from './features.ts';
import { type DateParams, dateParams } from './params.ts';

const noDate = { param: 'since', values: { param: 'Days since', reason: 'a date such as 2020-01-01 is expected' } };

const isInvalid = (settings: DateParams): boolean =>
  settings.since.trim() !== '' && referenceOf(settings) === undefined;

/** Dates that have no parts. */
const reportUndated = async (table: Table, names: readonly string[], ctx: NodeContext): Promise<void> => {
  const counts = names.map((name, i) => `count(*) FILTER (isfinite(${sqlName(name)})) AS n${i}`);
  if (counts.length === 0) return;
  const [row = {}] = await ctx.tables.rows(`SELECT ${counts.join(', ')} FROM ${table.relation}`);
  names.forEach((name, i) => {
    const rows = table.rows - Number(row[`n${i}`] ?? 0);
    if (rows > 0)
      ctx.finding({
        code: 'data.no-date',
        severity: 'info',
        message: `${rows} rows have no date in “${name}”, so all its parts are missing there.`,
        column: name,
        rows,
      });
  });
};

export default defineTransform({
  kind: 'row',
  title: 'Date features',
  description: 'Takes dates apart into columns that a learner can use',
  keywords: ['datetime', 'year', 'month', 'weekday', 'season', 'calendar', 'cyclic', 'time features'],
  icon: 'calendar-days',
  telling: ['parts'],
  version: 1,
  params: dateParams,
  shape: (input, settings) => {
    const problems = isInvalid(settings) ? [problem('param.invalid', noDate)] : [];
    if (!input.columns) return { outputs: { table: input }, problems };
    const columns = [...input.columns, ...featuresOf(input.columns, settings).map(({ column }) => column)];
    return {
      outputs: { table: { ...input, columns } },
      problems: [...problems, ...goneProblems(choose(input.columns, settings).gone, 'columns')],
    };
  },
  apply: async (table, _, settings, ctx) => {
    if (isInvalid(settings)) throw fail('param.invalid', noDate);
    const { chosen, gone } = choose(table.columns, settings);
    reportGone(gone, ctx);
    const features = featuresOf(table.columns, settings);
    if (features.length === 0) return { table };
    await reportUndated(
      table,
      chosen.map(({ name }) => name),
      ctx,
    );
    const added = features.map(({ column, sql }) => `${sql} AS ${sqlName(column.name)}`);
    const columns = [...table.columns, ...features.map(({ column }) => column)];
    return { table: await ctx.tables.derive(table, `SELECT *, ${added.join(', ')} FROM ${table.relation}`, columns) };
  },
});
