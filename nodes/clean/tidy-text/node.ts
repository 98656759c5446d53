import type { Column } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { sqlName } from '../../../contract/sql.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { actionsOf, tidyLevels, tidySql } from './actions.ts';
import { type TidyParams, tidyParams } from './params.ts';
import { reportTidied } from './report.ts';
import { reportEmpty } from './report-empty.ts';

const choose = (columns: readonly Column[], settings: TidyParams) => {
  const { chosen, gone } = chooseColumns(columns, settings.columns);
  const names = chosen.filter(({ type }) => type === 'text' || type === 'category').map(({ name }) => name);
  return { gone, names };
};

const tidied = (columns: readonly Column[], names: readonly string[], settings: TidyParams): readonly Column[] =>
  columns.map((column) =>
    column.levels && names.includes(column.name)
      ? { ...column, levels: tidyLevels(column.levels, actionsOf(settings)) }
      : column,
  );

export default defineTransform({
  kind: 'row',
  title: 'Tidy text',
  description: 'Trims texts, collapses spaces and turns empty texts into missing values',
  keywords: ['trim', 'strip', 'whitespace', 'unicode', 'NFC', 'lower case', 'upper case', 'empty'],
  icon: 'wand-sparkles',
  telling: ['columns', 'letterCase'],
  version: 1,
  params: tidyParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const { names, gone } = choose(input.columns, settings);
    return {
      outputs: { table: { ...input, columns: tidied(input.columns, names, settings) } },
      problems: goneProblems(gone, 'columns'),
    };
  },
  apply: async (table, _, settings, ctx) => {
    const { names, gone } = choose(table.columns, settings);
    const actions = actionsOf(settings);
    reportGone(gone, ctx);
    if (names.length === 0 || actions.length === 0) return { table };
    await reportTidied(table, names, { actions, ctx });
    const replaced = names.map((name) => `${tidySql(sqlName(name), actions)} AS ${sqlName(name)}`);
    const sql = `SELECT * REPLACE (${replaced.join(', ')}) FROM ${table.relation}`;
    const result = await ctx.tables.derive(table, sql, tidied(table.columns, names, settings));
    await reportEmpty(result, ctx);
    return { table: result };
  },
});
