import type { Column } from './column.ts';
import type { Task } from './matrix.ts';

/** `probability_<class>` of each class; classes that differ by case alone are numbered, as names in SQL have no case. */
export const probabilityColumns = (classes: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return classes.map((name) => {
    let column = `probability_${name}`;
    for (let number = 2; taken.has(column.toLowerCase()); number++) column = `probability_${name}_${number}`;
    taken.add(column.toLowerCase());
    return column;
  });
};

/** Columns of the table behind predictions, in order. */
export const predictionColumns = (task: Task, classes: readonly string[]): readonly Column[] => {
  const outcome =
    task === 'classification' ? ({ type: 'category', levels: classes } as const) : ({ type: 'number' } as const);
  return [
    { name: 'row', type: 'integer', role: 'id' },
    { name: 'part', type: 'category', role: 'ignored' },
    { name: 'actual', role: 'target', type: outcome.type },
    { name: 'predicted', role: 'feature', ...outcome },
    ...probabilityColumns(classes).map((name): Column => ({ name, type: 'number', role: 'feature' })),
  ];
};
