import { type Column, type Split, unsplit } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { type Problem, problem } from '../../../contract/problem.ts';
import { columnProblems, namedColumn } from '../named-column.ts';
import { countParts } from '../part-counts.ts';
import { keyedRows } from '../part-sql.ts';
import { refuse } from '../refuse.ts';
import { contested, type PredefinedParams, predefinedParams } from './params.ts';
import { partOf } from './part-of.ts';
import { reportOthers } from './report-others.ts';

const divided: Split = { parts: true, folds: 0, repeats: 0 };

const problemsOf = (columns: readonly Column[] | undefined, settings: PredefinedParams): readonly Problem[] => [
  ...columnProblems(columns, { name: settings.column, param: 'column', title: 'Part column' }),
  ...contested(settings).map((value) =>
    problem('param.invalid', {
      param: 'train',
      values: { param: 'Values', reason: `“${value}” is listed for more than one part` },
    }),
  ),
];

const chosen = (columns: readonly Column[], { column }: PredefinedParams): Column | undefined =>
  column === '' ? undefined : namedColumn(columns, column);

/** Nothing can be learned from the column that divides the rows. */
const withRole = (columns: readonly Column[], settings: PredefinedParams): readonly Column[] => {
  const by = chosen(columns, settings);
  return columns.map((column) =>
    column === by && column.role === 'feature' ? { ...column, role: 'ignored' } : column,
  );
};

export default defineTransform({
  kind: 'rows',
  title: 'Predefined split',
  description: 'Divides the rows as a column of the table says',
  keywords: ['PredefinedSplit', 'given parts', 'benchmark', 'holdout', 'subset column'],
  icon: 'table-columns-split',
  telling: ['column', 'others'],
  version: 1,
  params: predefinedParams,
  outputs: { table: port.table(), rest: port.table({ title: 'rows set aside' }) },
  shape: (input, settings) => {
    const columns = input.columns ? { columns: withRole(input.columns, settings) } : {};
    return {
      outputs: { table: { ...input, ...columns, split: divided }, rest: { ...input, split: unsplit } },
      problems: problemsOf(input.columns, settings),
    };
  },
  apply: async (table, _, settings, ctx) => {
    refuse(problemsOf(table.columns, settings));
    const column = chosen(table.columns, settings);
    const rows = `SELECT * EXCLUDE (__key), ${partOf(column, settings)} AS __part FROM (${keyedRows(table, undefined)})`;
    const marked = await ctx.tables.derive(
      table,
      `SELECT * FROM (${rows}) WHERE __part IS NOT NULL ORDER BY __row`,
      withRole(table.columns, settings),
      divided,
    );
    const aside = `SELECT * EXCLUDE (__part) FROM (${rows}) WHERE __part IS NULL ORDER BY __row`;
    const rest = await ctx.tables.derive(table, aside, table.columns, unsplit);
    const counts = await countParts(ctx.tables, marked);
    if (column) await reportOthers(table, { column, settings, counts, ctx });
    else
      ctx.finding({
        code: 'data.no-parts',
        severity: 'warning',
        message: `No part column is chosen, so no row has a part of its own. Choose one.`,
        rows: table.rows,
      });
    return { table: { ...marked, split: { ...divided, counts } }, rest };
  },
});
