import { classificationScore } from '../../../algorithms/metrics/classification-score.ts';
import { isClassificationMetric } from '../../../algorithms/metrics/metric-names.ts';
import { regressionScore } from '../../../algorithms/metrics/regression-score.ts';
import { createRandom } from '../../../algorithms/random/random.ts';
import { shuffle } from '../../../algorithms/random/shuffle.ts';
import type { Column } from '../../../contract/column.ts';
import type { StepContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Model, Table } from '../../../contract/values.ts';
import { answersTo, type Variant } from './answers.ts';
import type { JudgedRows } from './judged-rows.ts';

export interface Importance {
  readonly column: string;
  /** How much worse the score gets, on average over the repeats; negative where it gets better. */
  readonly mean: number;
  readonly deviation: number;
}

export interface Importances {
  readonly metric: string;
  /** With nothing permuted. */
  readonly score: number;
  readonly columns: readonly Importance[];
}

const lowerIsBetter = new Set(['log-loss', 'brier', 'mae', 'rmse', 'mse', 'median-ae', 'mape', 'max-error']);

const rowMajor = (columns: readonly Float64Array[], rows: number): Float64Array => {
  const values = new Float64Array(rows * columns.length);
  for (const [code, column] of columns.entries())
    for (let row = 0; row < rows; row++) values[row * columns.length + code] = column[row] as number;
  return values;
};

const scoreOf = (model: Model, metric: string, actual: Float64Array, answer: readonly Float64Array[]): number => {
  const score =
    model.task === 'classification' && isClassificationMetric(metric)
      ? classificationScore(metric, actual, rowMajor(answer, actual.length), model.classes.length)
      : regressionScore(metric, actual, answer[0] ?? new Float64Array());
  if (score === null) throw fail('train.failed', { values: { reason: `${metric} is undefined for these rows` } });
  return score;
};

const orderColumn = (repeat: number): string => `__order_${repeat}`;

/** The rows with one more column a repeat: from which row each takes its value. */
const withOrders = async (table: Table, repeats: number, ctx: StepContext): Promise<Table> => {
  const added = Array.from({ length: repeats }, (_, repeat) => ({
    column: { name: orderColumn(repeat), type: 'integer', role: 'ignored' } as const,
    values: shuffle(
      Float64Array.from({ length: table.rows }, (_unused, at) => at),
      createRandom(ctx.seed, repeat),
    ),
  }));
  return ctx.tables.withColumns(table, added);
};

const named = (table: Table, of: string): string =>
  table.columns.map(({ name }) => `${of}.${sqlName(name)}`).join(', ');

/** Rows in which one column has the values of other rows. */
const permuted =
  (table: Table, ordered: Table, { column, repeat }: { readonly column: string; readonly repeat: number }): Variant =>
  (first) => {
    const name = sqlName(column);
    const cells = table.columns.map((one) => (one.name === column ? `o.${name} AS ${name}` : `t.${sqlName(one.name)}`));
    return `SELECT t.__row + ${first} AS __row, ${cells.join(', ')} FROM ${ordered.relation} t JOIN ${table.relation} o ON o.__row = t.${sqlName(orderColumn(repeat))}`;
  };

const plain =
  (table: Table): Variant =>
  (first) =>
    `SELECT t.__row + ${first} AS __row, ${named(table, 't')} FROM ${table.relation} t`;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Permutation importance of raw columns: how much worse the model gets when a column is shuffled, everything else left as it
 * is. Breiman, Random forests, 2001; as scikit-learn's permutation_importance.
 */
export const permutationImportance = async (
  model: Model,
  rows: JudgedRows,
  {
    metric,
    repeats,
    columns,
  }: { readonly metric: string; readonly repeats: number; readonly columns: readonly Column[] },
  ctx: StepContext,
): Promise<Importances> => {
  const { table, actual } = rows;
  const ordered = await withOrders(table, repeats, ctx);
  const shuffled = columns.flatMap(({ name }) =>
    Array.from({ length: repeats }, (_, repeat) => permuted(table, ordered, { column: name, repeat })),
  );
  const tell = (done: number): void =>
    ctx.progress((0.8 * done) / (shuffled.length + 1), `${done} of ${shuffled.length + 1} shuffled tables`);
  const [first, ...rest] = await answersTo(model, table, [plain(table), ...shuffled], { ctx, tell });
  const score = scoreOf(model, metric, actual, first ?? []);
  const sign = lowerIsBetter.has(metric) ? 1 : -1;
  const drops = rest.map((answer) => sign * (scoreOf(model, metric, actual, answer) - score));
  const found = columns.map(({ name }, at): Importance => {
    const own = drops.slice(at * repeats, (at + 1) * repeats);
    const mean = meanOf(own);
    return { column: name, mean, deviation: Math.sqrt(meanOf(own.map((drop) => (drop - mean) ** 2))) };
  });
  return { metric, score, columns: found.sort((a, b) => b.mean - a.mean) };
};
