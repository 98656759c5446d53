import type { Column } from '../../contract/column.ts';
import type { LearnerNode } from '../../contract/node.ts';
import { type Fix, type Problem, problem } from '../../contract/problem.ts';
import type { TableShape } from '../../contract/shape.ts';
import { taskOf } from '../../contract/task.ts';

export interface LearnerAt {
  readonly node: string;
  readonly title: string;
  readonly definition: LearnerNode;
  readonly useAllRows: boolean;
  /** Columns it was told to learn from; all where empty. */
  readonly features: readonly string[];
  /** Puts a train / test split into the wire that feeds the learner. */
  readonly splitFix: Fix | undefined;
}

const goneFeatures = (columns: readonly Column[], { node, features }: LearnerAt): readonly Problem[] =>
  features
    .filter((name) => !columns.some((column) => column.name === name))
    .map((column) => problem('data.column-gone', { node, column, param: 'features' }));

const learnable = (column: Column): boolean => column.role === 'feature' && column.type !== 'text';

const targetProblems = (columns: readonly Column[], at: LearnerAt): readonly Problem[] => {
  const targets = columns.filter((column) => column.role === 'target');
  const [target] = targets;
  if (!target) return [problem('data.no-target', { node: at.node })];
  if (targets.length > 1) {
    const names = targets.map((column) => `“${column.name}”`).join(', ');
    return [problem('data.many-targets', { node: at.node, values: { count: targets.length, columns: names } })];
  }
  const task = taskOf(target);
  const { tasks } = at.definition;
  if (task && tasks.includes(task)) return [];
  const values = { title: at.title, expected: tasks.join(' and '), actual: task ?? 'neither' };
  return [problem('train.wrong-task', { node: at.node, column: target.name, values })];
};

/** What keeps a learner from learning from a table of this shape, as far as a shape can tell. */
export const learnerProblems = (table: TableShape, at: LearnerAt): readonly Problem[] => {
  const split = table.split.parts || table.split.folds > 0 || at.useAllRows;
  const unsplit = split
    ? []
    : [problem('train.no-split', { node: at.node, ...(at.splitFix ? { fix: at.splitFix } : {}) })];
  if (!table.columns) return unsplit;
  const unused = table.columns
    .filter((column) => column.role === 'feature' && column.type === 'text')
    .map((column) => problem('data.unused-text', { node: at.node, column: column.name }));
  const none = table.columns.some(learnable) ? [] : [problem('data.no-features', { node: at.node })];
  return [...unsplit, ...targetProblems(table.columns, at), ...none, ...unused, ...goneFeatures(table.columns, at)];
};
