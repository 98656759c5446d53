import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineTransform } from '../../../contract/node.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { taskOf } from '../../../contract/task.ts';
import type { Table } from '../../../contract/values.ts';
import { type ClassCount, countClasses, largestOf } from './classes.ts';
import { type BalanceParams, balanceParams } from './params.ts';
import { reportBalance } from './report-balance.ts';
import { oversample, undersample } from './resample.ts';
import { smote } from './smote.ts';
import { flaggedColumns } from './synthetic-rows.ts';
import { weigh, weightedColumns } from './weigh.ts';

/** New rows stand in memory while they are drawn. */
const mostAdded = 5_000_000;

const targetOf = (columns: readonly Column[]): Column => {
  const target = columns.find(({ role }) => role === 'target');
  if (!target) throw fail('data.no-target');
  if (taskOf(target) === 'classification') return target;
  throw fail('data.wrong-type', { column: target.name, values: { actual: target.type, expected: 'a category' } });
};

/** What would fail, said while the flow is edited. */
const targetProblems = (columns: readonly Column[]): readonly Problem[] => {
  const target = columns.find(({ role }) => role === 'target');
  if (!target) return [problem('data.no-target')];
  if (taskOf(target) === 'classification') return [];
  const values = { actual: target.type, expected: 'a category' };
  return [problem('data.wrong-type', { column: target.name, values })];
};

const columnsAfter = (columns: readonly Column[], method: BalanceParams['method']): readonly Column[] => {
  switch (method) {
    case 'weights':
      return weightedColumns(columns);
    case 'undersample':
      return columns;
    case 'oversample':
    case 'smote-nc':
      return flaggedColumns(columns);
  }
};

interface Balancing {
  readonly target: Column;
  readonly classes: readonly ClassCount[];
  readonly ctx: NodeContext;
}

const balanced = (table: Table, balancing: Balancing, settings: BalanceParams): Promise<Table> => {
  switch (settings.method) {
    case 'weights':
      return weigh(table, balancing);
    case 'oversample':
      return oversample(table, balancing);
    case 'undersample':
      return undersample(table, balancing);
    case 'smote-nc':
      return smote(table, { ...balancing, neighbours: settings.neighbours });
  }
};

const addedRows = (classes: readonly ClassCount[]): number =>
  classes.reduce((sum, { rows }) => sum + largestOf(classes) - rows, 0);

export default defineTransform({
  kind: 'training',
  title: 'Balance',
  description: 'Lets rare classes count as much as frequent ones in training, and changes no other rows',
  keywords: ['imbalanced', 'SMOTE', 'oversampling', 'undersampling', 'class weight', 'minority class'],
  icon: 'scale',
  telling: ['method'],
  version: 1,
  params: balanceParams,
  shape: (input, { method }) => {
    if (!input.columns) return { outputs: { table: input } };
    const { rows: _, ...shape } = input;
    const columns = columnsAfter(input.columns, method);
    return { outputs: { table: { ...shape, columns } }, problems: targetProblems(input.columns) };
  },
  apply: async (table, _, settings, ctx) => {
    const target = targetOf(table.columns);
    const classes = await countClasses(table, target, ctx);
    const count = addedRows(classes);
    if ((settings.method === 'oversample' || settings.method === 'smote-nc') && count > mostAdded)
      throw fail('data.balance-too-large', { values: { count, limit: mostAdded } });
    const made = await balanced(table, { target, classes, ctx }, settings);
    reportBalance({ before: table, after: made, target, classes, method: settings.method }, ctx);
    const { counts } = table.split;
    return { table: counts ? { ...made, split: { ...made.split, counts: { ...counts, train: made.rows } } } : made };
  },
});
