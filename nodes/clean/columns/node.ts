import { z } from 'zod';
import { type Column, columnRoles } from '../../../contract/column.ts';
import { defineTransform } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { hiddenColumns, sqlName } from '../../../contract/sql.ts';
import { goneProblems, reportGone } from '../gone-columns.ts';
import { type Arranged, type Arrangement, arrangeColumns } from './arrange.ts';

const params = z.object({
  keep: param(z.array(z.string()).default([]), {
    title: 'Keep',
    description:
      'Columns to keep, by name, type:number, role:feature or /regular expression/; all where empty. Others are dropped.',
    widget: 'columns',
  }),
  rename: param(z.record(z.string(), z.string()).default({}), {
    title: 'Rename',
    description: 'New names by old name.',
    widget: 'column-names',
  }),
  roles: param(z.record(z.string(), z.enum(columnRoles)).default({}), {
    title: 'Roles',
    description: 'What columns are for: the target to predict, features to learn from, or nothing at all.',
    widget: 'column-roles',
  }),
  order: param(z.array(z.string()).default([]), {
    title: 'Order',
    description: 'Columns to put first, in this order.',
    widget: 'columns',
    advanced: true,
  }),
});

const outgoing = ({ columns }: Arranged): readonly Column[] => columns.map(({ from: _, ...column }) => column);

const targetsOf = (columns: readonly Column[]): readonly string[] =>
  columns.filter(({ role }) => role === 'target').map(({ name }) => name);

const tooManyTargets = (targets: readonly string[]) => ({
  param: 'roles',
  values: { count: targets.length, columns: targets.join(', ') },
});

const takenText = (to: string): string => `the name “${to}” is taken or reserved`;

const problemsOf = (arranged: Arranged): readonly Problem[] => {
  const targets = targetsOf(arranged.columns);
  const names = Object.keys(arranged.gone) as (keyof Arrangement)[];
  return [
    ...names.flatMap((name) => goneProblems(arranged.gone[name], name)),
    ...arranged.taken.map(({ from, to }) =>
      problem('param.invalid', {
        param: 'rename',
        column: from,
        values: { param: 'Rename', reason: takenText(to) },
        severity: 'warning',
      }),
    ),
    ...(targets.length > 1 ? [problem('data.many-targets', tooManyTargets(targets))] : []),
  ];
};

const sameNames = (before: readonly Column[], after: readonly Column[]): boolean =>
  before.length === after.length && before.every(({ name }, index) => name === after[index]?.name);

export default defineTransform({
  kind: 'row',
  title: 'Columns',
  description: 'Keeps, renames and orders columns, and says what each is for',
  keywords: ['select', 'drop', 'rename', 'role', 'target', 'label', 'reorder', 'features'],
  icon: 'columns-3',
  telling: ['roles', 'keep'],
  version: 1,
  params,
  shape: (input, settings) => {
    if (!input.columns) return { outputs: { table: input } };
    const arranged = arrangeColumns(input.columns, settings);
    return { outputs: { table: { ...input, columns: outgoing(arranged) } }, problems: problemsOf(arranged) };
  },
  apply: async (table, _, settings, ctx) => {
    const arranged = arrangeColumns(table.columns, settings);
    const targets = targetsOf(arranged.columns);
    if (targets.length > 1) throw fail('data.many-targets', tooManyTargets(targets));
    reportGone(Object.values(arranged.gone).flat(), ctx);
    for (const { from, to } of arranged.taken)
      ctx.finding({
        code: 'data.name-taken',
        severity: 'warning',
        message: `“${from}” keeps its name: ${takenText(to)}.`,
        column: from,
      });
    const columns = outgoing(arranged);
    if (sameNames(table.columns, columns)) return { table: { ...table, columns } };
    const selected = [
      ...arranged.columns.map(({ from, name }) => `${sqlName(from)} AS ${sqlName(name)}`),
      ...hiddenColumns(table).map(sqlName),
    ];
    return {
      table: await ctx.tables.amend(table, `SELECT ${selected.join(', ')} FROM ${table.relation}`, {
        touch: arranged.columns.map(({ from }) => ({ of: from })),
        columns,
      }),
    };
  },
});
