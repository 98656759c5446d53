import type { StepContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Model, Table } from '../../../contract/values.ts';
import { truthfulParts } from '../parts.ts';

/** Rows that a model is asked about, numbered 0…rows−1, and what is true of them. */
export interface JudgedRows {
  readonly table: Table;
  readonly part: string;
  /** Class codes or values, in row order. */
  readonly actual: Float64Array;
}

/** The part that tells the truth best: rows the model has not learned from, where there are any. */
const partOf = async (table: Table, target: string, ctx: StepContext): Promise<string> => {
  if (!table.split.parts) return 'all';
  const found = await ctx.tables.rows(
    `SELECT DISTINCT __part AS part FROM ${table.relation} WHERE ${sqlName(target)} IS NOT NULL`,
  );
  const present = new Set(found.map((row) => row['part']));
  return truthfulParts.find((part) => present.has(part)) ?? 'all';
};

const actualOf = async ({ task, classes, target }: Model, table: Table, ctx: StepContext): Promise<Float64Array> => {
  if (task === 'regression') return ctx.tables.numbers(table, target);
  const codes = new Map(classes.map((name, code) => [name, code]));
  const texts = await ctx.tables.texts(table, target);
  return Float64Array.from(texts, (text) => codes.get(text ?? '') ?? Number.NaN);
};

/** At most `most` rows with a known target, drawn by their id, so that the same rows are drawn again. */
export const judgedRows = async (model: Model, table: Table, most: number, ctx: StepContext): Promise<JudgedRows> => {
  const { target, task, classes } = model;
  if (!table.columns.some(({ name }) => name === target)) throw fail('data.column-missing', { column: target });
  const part = await partOf(table, target, ctx);
  const known =
    task === 'classification'
      ? `CAST(${sqlName(target)} AS VARCHAR) IN (${classes.map(sqlText).join(', ')})`
      : `isfinite(TRY_CAST(${sqlName(target)} AS DOUBLE))`;
  const inPart = part === 'all' ? '' : `AND __part = ${sqlText(part)}`;
  const names = table.columns.map(({ name }) => sqlName(name)).join(', ');
  const drawn = `SELECT * FROM ${table.relation} WHERE ${known} ${inPart} ORDER BY hash(__row), __row LIMIT ${most}`;
  const rows = await ctx.tables.create(`SELECT ${names} FROM (${drawn}) ORDER BY __row`, table.columns);
  if (rows.rows < 2) throw fail('data.no-rows');
  return { table: rows, part, actual: await actualOf(model, rows, ctx) };
};
