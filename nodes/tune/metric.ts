import { classificationMetrics, larger, regressionMetrics } from '../../algorithms/metrics/metric-names.ts';
import type { Column } from '../../contract/column.ts';
import type { Tables } from '../../contract/context.ts';
import { fail } from '../../contract/problem.ts';
import { sqlName } from '../../contract/sql.ts';
import { taskOf } from '../../contract/task.ts';
import type { Table } from '../../contract/values.ts';

/** Bias is left out: its sign has no better side. */
export const metricChoices = [
  'auto',
  ...classificationMetrics,
  ...regressionMetrics.filter((name) => name !== 'bias'),
] as const;

/** A score of which more is better, whatever the metric. */
export const goodness = (metric: string, score: number | null): number =>
  score === null || Number.isNaN(score) ? Number.NEGATIVE_INFINITY : larger(metric) ? score : -score;

export const targetIn = (columns: readonly Column[]): Column | undefined =>
  columns.find(({ role }) => role === 'target');

/** The metric to search by: ROC-AUC for two classes, macro F1 for more, RMSE for values, unless one was chosen. */
export const chooseMetric = async (choice: string, table: Table, tables: Tables): Promise<string> => {
  const target = targetIn(table.columns);
  if (!target) throw fail('data.no-target');
  const regression = taskOf(target) === 'regression';
  const fitting: readonly string[] = regression ? regressionMetrics : classificationMetrics;
  if (choice !== 'auto') {
    if (fitting.includes(choice)) return choice;
    const reason = `${choice} does not fit the target “${target.name}”`;
    throw fail('param.invalid', { param: 'metric', values: { param: 'Metric', reason } });
  }
  if (regression) return 'rmse';
  const [row] = await tables.rows(
    `SELECT count(DISTINCT ${sqlName(target.name)}) AS classes FROM ${table.relation} WHERE __part = 'train'`,
  );
  return Number(row?.['classes']) <= 2 ? 'roc-auc' : 'f1';
};
