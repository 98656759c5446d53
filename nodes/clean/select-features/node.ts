import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, type ProblemDetails, problem } from '../../../contract/problem.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import { taskOf } from '../../../contract/task.ts';
import { type SelectFeaturesParams, selectFeaturesParams } from './params.ts';
import { type Ranked, rankFeatures } from './rank-features.ts';
import { rankingReport, reportRanking } from './ranking-report.ts';
import { readScored } from './scored-data.ts';

type Learned = { readonly ranking: readonly Ranked[]; readonly rows: number };

const wrongTask = (target: Column, { score }: SelectFeaturesParams): ProblemDetails | undefined => {
  const task = taskOf(target);
  if (task === 'classification' || (task === 'regression' && score !== 'chi2')) return undefined;
  const expected = score === 'chi2' ? 'a category for a chi2 score' : 'a category or a number';
  return { column: target.name, values: { actual: target.type, expected } };
};

const targetProblems = (columns: readonly Column[], settings: SelectFeaturesParams): readonly Problem[] => {
  const target = columns.find(({ role }) => role === 'target');
  if (!target) return [problem('data.no-target')];
  const wrong = wrongTask(target, settings);
  return wrong ? [problem('data.wrong-type', wrong)] : [];
};

const targetOf = (columns: readonly Column[], settings: SelectFeaturesParams): Column => {
  const target = columns.find(({ role }) => role === 'target');
  if (!target) throw fail('data.no-target');
  const wrong = wrongTask(target, settings);
  if (wrong) throw fail('data.wrong-type', wrong);
  return target;
};

export default defineTransform({
  kind: 'fitted',
  title: 'Select features',
  description: 'Keeps the features that tell most of the target, and drops constant and repeated ones',
  keywords: ['feature selection', 'SelectKBest', 'mutual information', 'variance threshold', 'chi2', 'ANOVA', 'lasso'],
  icon: 'list-filter',
  telling: ['score', 'keep'],
  version: 1,
  params: selectFeaturesParams,
  outputs: { table: port.table(), report: port.report() },
  shape: (input, settings) => ({
    outputs: { table: { ...input, fewer: true }, report: { kind: 'report' } },
    problems: input.columns ? targetProblems(input.columns, settings) : [],
  }),
  fit: async (table, settings, ctx): Promise<Learned> => {
    const data = await readScored(table, targetOf(table.columns, settings), ctx);
    if (data.rows < 2) {
      ctx.finding({
        code: 'data.nothing-to-select',
        severity: 'warning',
        message: 'Fewer than 2 training rows have a target, so no feature can be told from another and all are kept.',
        rows: data.rows,
      });
      return { ranking: [], rows: data.rows };
    }
    return { ranking: await rankFeatures(data, settings, ctx), rows: data.rows };
  },
  apply: async (table, { ranking, rows }, settings, ctx) => {
    const dropped = new Set(ranking.flatMap((one) => (one.dropped === null ? [] : [one.column])));
    reportRanking(ranking, settings, ctx);
    const report = rankingReport(ranking, settings, rows);
    const columns = table.columns.filter(({ name }) => !dropped.has(name));
    if (columns.length === table.columns.length) return { table, report };
    const names = [...columns.map(({ name }) => name), ...hiddenColumns(table)].map(sqlName);
    const sql = `SELECT ${names.join(', ')} FROM ${table.relation}`;
    return { table: await ctx.tables.derive(table, sql, columns), report };
  },
});
