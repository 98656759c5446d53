import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { cellLists } from '../../cell-lists.ts';
import { isWide } from '../../cells-below.ts';
import { chooseColumns } from '../chosen-columns.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { replacedCells } from '../replaced-cells.ts';
import { type Action, actionsOf, tidyLevels, tidySql } from './actions.ts';
import { dropColumns, dropRows } from './drop-empty.ts';
import { emptyColumns } from './empty-columns.ts';
import { type TidyParams, tidyParams } from './params.ts';
import { reportTidied } from './report.ts';

/** Columns that had no value in any row. Null in a model from before that was looked at. */
type Learned = { readonly emptyColumns: readonly string[] } | null;

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

const oneByOne = (table: Table, names: readonly string[], actions: readonly Action[]): string =>
  replacedCells(table, new Map(names.map((name) => [name, tidySql(sqlName(name), actions)])));

const byLists = (table: Table, names: readonly string[], actions: readonly Action[]): string => {
  const lists = cellLists('__tidied_', names, () => tidySql('raw', actions));
  return replacedCells(table, lists.places, `(SELECT *, ${lists.made.join(', ')} FROM ${table.relation})`);
};

const tidyCells = async (table: Table, settings: TidyParams, ctx: NodeContext): Promise<Table> => {
  const { names } = choose(table.columns, settings);
  const actions = actionsOf(settings);
  if (names.length === 0 || actions.length === 0) return table;
  await reportTidied(table, names, { actions, ctx });
  const sql = isWide(table, names.length) ? byLists(table, names, actions) : oneByOne(table, names, actions);
  return ctx.tables.derive(table, sql, tidied(table.columns, names, settings));
};

export default defineTransform({
  kind: 'row',
  title: 'Tidy text',
  description: 'Trims texts, collapses spaces, turns empty texts into missing values, and drops empty rows and columns',
  keywords: [
    'trim',
    'strip',
    'whitespace',
    'unicode',
    'NFC',
    'lower case',
    'upper case',
    'empty',
    'blank rows',
    'dropna',
  ],
  icon: 'wand-sparkles',
  telling: ['columns', 'letterCase'],
  version: 1,
  params: tidyParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const { names, gone } = choose(input.columns, settings);
    const fewer = settings.dropEmptyColumns ? { fewer: true } : {};
    return {
      outputs: { table: { ...input, columns: tidied(input.columns, names, settings), ...fewer } },
      problems: goneProblems(gone, 'columns'),
    };
  },
  fit: async (table, settings, ctx): Promise<Learned> => {
    if (!settings.dropEmptyColumns) return { emptyColumns: [] };
    const { names } = choose(table.columns, settings);
    const actions = actionsOf(settings);
    return { emptyColumns: await emptyColumns(table, { texts: new Set(names), actions, ctx }) };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(choose(table.columns, settings).gone, ctx);
    const tidy = await tidyCells(table, settings, ctx);
    const filled = await dropColumns(tidy, settings.dropEmptyColumns ? (state?.emptyColumns ?? []) : [], ctx);
    return { table: settings.dropEmptyRows ? await dropRows(filled, ctx) : filled };
  },
});
