import type { NodeContext, SqlValue } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { type Choice, isByRow, isNumeric } from './choices.ts';
import type { Method } from './params.ts';

/** What is learned of a column; of one whose gaps are filled row by row, for rows that have nothing beside them. */
export const settledMethod = ({ column, method }: Choice): Method => {
  if (!isByRow(method)) return method;
  return isNumeric(column) || column.type === 'datetime' ? 'median' : 'mode';
};

/** What a missing value of a column becomes; null where the training rows have none to learn from. Dates as text. */
export const learnFill = async (table: Table, choice: Choice, ctx: NodeContext): Promise<SqlValue> => {
  const column = sqlName(choice.column.name);
  const method = settledMethod(choice);
  switch (method) {
    case 'constant':
      return choice.value ?? null;
    case 'mean':
      return meanOf(await ctx.tables.numbers(table, choice.column.name));
    case 'median':
      return one(table, choice.column.type === 'number' ? `median(${column})` : `quantile_disc(${column}, 0.5)`, {
        column,
        choice,
        ctx,
      });
    case 'min':
    case 'max':
      return one(table, `${method}(${column})`, { column, choice, ctx });
    case 'mode':
      return commonest(table, column, { choice, ctx });
    case 'none':
    case 'drop-row':
    case 'drop-column':
    case 'previous':
    case 'next':
    case 'interpolate':
    case 'knn':
    case 'model':
      return null;
  }
};

interface Asked {
  readonly choice: Choice;
  readonly ctx: NodeContext;
}

/** In row order and here, not in DuckDB, whose threads would add up in another order each time. */
export const meanOf = (values: Float64Array): number | null => {
  let mean = 0;
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) mean += (value - mean) / ++count;
  return count > 0 ? mean : null;
};

const finite = (column: string, choice: Choice): string =>
  choice.column.type === 'number' ? `WHERE isfinite(${column})` : '';

const asText = (value: string, choice: Choice): string =>
  choice.column.type === 'datetime' ? `CAST(${value} AS VARCHAR)` : value;

const one = async (
  table: Table,
  value: string,
  { column, choice, ctx }: Asked & { readonly column: string },
): Promise<SqlValue> => {
  const [row] = await ctx.tables.rows(
    `SELECT ${asText(value, choice)} AS fill FROM ${table.relation} ${finite(column, choice)}`,
  );
  return row?.['fill'] ?? null;
};

/** Of equally common values the smallest, so that the answer does not depend on the order of rows. */
const commonest = async (table: Table, column: string, { choice, ctx }: Asked): Promise<SqlValue> => {
  const [row] = await ctx.tables.rows(
    `SELECT ${asText(column, choice)} AS fill FROM ${table.relation} WHERE ${column} IS NOT NULL
     GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT 1`,
  );
  return row?.['fill'] ?? null;
};
