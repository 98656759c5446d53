import type { Column } from '../../../contract/column.ts';
import type { SqlValue } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { problem } from '../../../contract/problem.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { recounted } from '../recounted.ts';
import { chooseMethods, filledColumn } from './choices.ts';
import { addedColumns, fillSql } from './fill.ts';
import { fillBeside } from './fill-beside.ts';
import { completeSql } from './incomplete-rows.ts';
import { learnBeside } from './learn-beside.ts';
import { learnFills } from './learn-fills.ts';
import type { Learned } from './learned.ts';
import { type MissingValuesParams, missingValuesParams } from './params.ts';
import { reportFilled } from './report-filled.ts';

const noticeable = 0.05;

const plain = (value: SqlValue): number | string | boolean | null =>
  typeof value === 'bigint' ? Number(value) : value;

const goneOf = (columns: readonly Column[], settings: MissingValuesParams): readonly string[] =>
  Object.keys(settings.byColumn).filter((name) => !columns.some((column) => column.name === name));

export default defineTransform({
  kind: 'fitted',
  title: 'Missing values',
  description: 'Fills missing values with what the training rows teach, or drops them',
  keywords: [
    'imputer',
    'fillna',
    'NaN',
    'null',
    'NA',
    'SimpleImputer',
    'KNNImputer',
    'ffill',
    'bfill',
    'interpolate',
    'dropna',
  ],
  icon: 'circle-dashed',
  telling: ['number', 'category'],
  version: 1,
  params: missingValuesParams,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const choices = chooseMethods(input.columns, settings);
    const byName = new Map(choices.map((choice) => [choice.column.name, choice]));
    const columns = input.columns.flatMap((column) => {
      const choice = byName.get(column.name);
      if (!choice) return [column];
      return choice.method === 'drop-column' ? [] : [filledColumn(choice)];
    });
    const asked = settings.indicator === 'yes' ? choices.filter(({ method }) => method !== 'drop-column') : [];
    const indicators = addedColumns(
      columns,
      asked.map(({ column }) => column.name),
    );
    return {
      outputs: { table: { ...input, columns: [...columns, ...indicators] } },
      problems: [
        ...goneProblems(goneOf(input.columns, settings), 'byColumn'),
        ...choices.flatMap(({ misfit }) =>
          misfit
            ? [problem('param.invalid', { param: 'byColumn', values: { param: 'By column', reason: misfit } })]
            : [],
        ),
      ],
    };
  },
  fit: async (table, settings, ctx): Promise<Learned> => {
    const choices = chooseMethods(table.columns, settings).filter(({ method }) => method !== 'drop-column');
    const learned = await learnFills(table, choices, ctx);
    const fills = Object.fromEntries([...learned].map(([name, fill]) => [name, plain(fill)]));
    const beside = await learnBeside(table, choices, ctx);
    const columns = choices.map(({ column }) => column);
    const missing = await ctx.tables.missing(
      table,
      columns.map(({ name }) => name),
    );
    const needs = (_: Column, i: number): boolean =>
      settings.indicator === 'yes' ||
      (settings.indicator === 'auto' && table.rows > 0 && (missing[i] ?? 0) >= noticeable * table.rows);
    return { fills, indicators: columns.filter(needs).map(({ name }) => name), ...beside };
  },
  apply: async (table, state, settings, ctx) => {
    reportGone(goneOf(table.columns, settings), ctx);
    const choices = chooseMethods(table.columns, settings);
    const missing = await ctx.tables.missing(
      table,
      table.columns.map(({ name }) => name),
    );
    const counts = new Map(table.columns.map(({ name }, i) => [name, missing[i] ?? 0]));
    const beside = await fillBeside(table, choices, { state, neighbours: settings.neighbours, ctx });
    const { values, columns, cells } = fillSql(table, choices, { state, found: beside.found, counts });
    const where = await completeSql(table, choices, ctx);
    const hidden = hiddenColumns(table).map((name) => `t.${sqlName(name)}`);
    const order = beside.joins === '' ? '' : 'ORDER BY t.__row';
    const sql = `SELECT ${[...values, ...hidden].join(', ')} FROM ${table.relation} t ${beside.joins} ${where} ${order}`;
    const filled =
      beside.joins === '' && where === ''
        ? await ctx.tables.amend(table, sql, { touch: cells, columns })
        : await ctx.tables.derive(table, sql, columns);
    reportFilled({ table, choices, counts, state }, ctx);
    return { table: where === '' ? filled : await recounted(filled, ctx) };
  },
});
