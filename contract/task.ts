import type { Column } from './column.ts';
import type { Task } from './matrix.ts';

/**
 * What a target makes of the learning: categories, text and booleans are classes, numbers and integers are values.
 * Class numbers stored as integers have to be made categories first; nothing is guessed from how many there are,
 * because a shape knows no data. Undefined where the column can't be a target.
 */
export const taskOf = (target: Pick<Column, 'type'>): Task | undefined => {
  switch (target.type) {
    case 'category':
    case 'text':
    case 'boolean':
      return 'classification';
    case 'number':
    case 'integer':
      return 'regression';
    case 'datetime':
      return undefined;
  }
};
