import type { Column } from '../../../contract/column.ts';
import type { StepContext } from '../../../contract/context.ts';
import { physicalTypes, sqlName, sqlText } from '../../../contract/sql.ts';
import type { Model, Table } from '../../../contract/values.ts';
import { answersTo, type Variant } from './answers.ts';

export interface Dependence {
  readonly column: Column;
  /** What the column was set to in all rows. */
  readonly settings: readonly (string | number)[];
  /** Mean answer at each setting: one list a class, or one of values. */
  readonly means: readonly (readonly number[])[];
}

const gridSteps = 20;
const mostLevels = 12;
const mostRows = 500;

const isMeasured = ({ type }: Column): boolean => type === 'number' || type === 'integer';

/** Quantiles of a number, commonest levels of anything else. */
const settingsOf = async (table: Table, column: Column, ctx: StepContext): Promise<readonly (string | number)[]> => {
  const name = sqlName(column.name);
  if (isMeasured(column)) {
    const fractions = Array.from({ length: gridSteps + 1 }, (_, at) => at / gridSteps).join(', ');
    const rows = await ctx.tables.rows(
      `SELECT DISTINCT unnest(quantile_disc(${name}, [${fractions}])) AS v FROM ${table.relation} WHERE isfinite(${name}::DOUBLE) ORDER BY v`,
    );
    return rows.map((row) => Number(row['v']));
  }
  const rows = await ctx.tables.rows(
    `SELECT CAST(${name} AS VARCHAR) AS v, count(*) AS n FROM ${table.relation} WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT ${mostLevels}`,
  );
  return rows.map((row) => String(row['v']));
};

const setTo =
  (table: Table, column: Column, setting: string | number): Variant =>
  (first) => {
    const value = `CAST(${typeof setting === 'number' ? setting : sqlText(setting)} AS ${physicalTypes[column.type]})`;
    const cells = table.columns.map(({ name }) =>
      name === column.name ? `${value} AS ${sqlName(name)}` : sqlName(name),
    );
    return `SELECT __row + ${first} AS __row, ${cells.join(', ')} FROM ${table.relation}`;
  };

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The mean answer of the model when one column is set to the same value in all rows, others left as they are.
 * Friedman, Greedy function approximation, 2001.
 */
export const partialDependence = async (
  model: Model,
  table: Table,
  columns: readonly Column[],
  ctx: StepContext,
): Promise<readonly Dependence[]> => {
  const some = await ctx.tables.derive(
    table,
    `SELECT * FROM ${table.relation} WHERE __row < ${mostRows}`,
    table.columns,
  );
  const found: Dependence[] = [];
  for (const [at, column] of columns.entries()) {
    const settings = await settingsOf(table, column, ctx);
    const variants = settings.map((setting) => setTo(some, column, setting));
    const answers = await answersTo(model, some, variants, { ctx, tell: () => undefined });
    const lists = model.task === 'classification' ? model.classes.length : 1;
    const means = Array.from({ length: lists }, (_, list) =>
      answers.map((answer) => meanOf(answer[list] ?? new Float64Array())),
    );
    found.push({ column, settings, means });
    ctx.progress(0.8 + (0.2 * (at + 1)) / columns.length, `“${column.name}” set to ${settings.length} values`);
  }
  return found;
};
