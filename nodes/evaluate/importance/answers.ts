import type { StepContext } from '../../../contract/context.ts';
import { probabilityColumns } from '../../../contract/prediction-columns.ts';
import type { Model, Table } from '../../../contract/values.ts';

/** Rows asked about at once: enough to make a question cheap, few enough to be cancelled soon. */
const mostAtOnce = 100_000;

/** A change of the rows, as SQL that gives them numbered from `first` on. */
export type Variant = (first: number) => string;

const valuesOf = async (model: Model, table: Table, ctx: StepContext): Promise<readonly Float64Array[]> => {
  const { table: answers } = await ctx.learning.predict(model, table, { silent: true });
  const names = model.task === 'regression' ? ['predicted'] : probabilityColumns(model.classes);
  const columns: Float64Array[] = [];
  for (const name of names) columns.push(await ctx.tables.numbers(answers, name));
  return columns;
};

/**
 * What the model says to each variant of `rows` rows: one array of probabilities a class, or one of values.
 * Many variants go through the model together.
 */
export const answersTo = async (
  model: Model,
  base: Table,
  variants: readonly Variant[],
  { ctx, tell }: { readonly ctx: StepContext; readonly tell: (done: number) => void },
): Promise<readonly (readonly Float64Array[])[]> => {
  const { rows } = base;
  const together = Math.max(1, Math.floor(mostAtOnce / rows));
  const answers: (readonly Float64Array[])[] = [];
  for (let start = 0; start < variants.length; start += together) {
    ctx.signal.throwIfAborted();
    const some = variants.slice(start, start + together);
    const sql = some.map((variant, at) => variant(at * rows)).join(' UNION ALL BY NAME ');
    const asked = await ctx.tables.derive(base, sql, base.columns);
    const columns = await valuesOf(model, asked, ctx);
    for (const [at] of some.entries()) answers.push(columns.map((column) => column.slice(at * rows, (at + 1) * rows)));
    tell(answers.length);
  }
  return answers;
};
