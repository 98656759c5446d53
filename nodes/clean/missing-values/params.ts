import { z } from 'zod';
import { param } from '../../../contract/params.ts';

/** Learned as one value for the whole column. */
const values = ['mean', 'median', 'mode', 'min', 'max'] as const;
/** Another value for each row, from the rows or the columns beside it. */
export const rowMethods = ['previous', 'next', 'interpolate', 'knn', 'model'] as const;
export const methods = [...values, 'constant', ...rowMethods, 'none', 'drop-row', 'drop-column'] as const;
export type Method = (typeof methods)[number];

const methodOfColumn = z.object({
  method: z.enum(methods),
  /** For `constant`. */
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

export const missingValuesParams = z.object({
  number: param(z.enum([...values, ...rowMethods, 'none', 'drop-row']).default('median'), {
    title: 'Numbers',
    description:
      'What a missing number becomes, learned from the training rows. Previous, next and interpolate look at the rows before and behind, in order of the time column if there is one, within a group and a part; at the ends it is the median. Knn: the mean of the most similar training rows. Model: a linear model of the other numbers.',
  }),
  category: param(z.enum(['mode', 'constant', 'previous', 'next', 'none', 'drop-row']).default('mode'), {
    title: 'Categories',
    description:
      'What a missing category or truth value becomes: the most frequent one, the level “missing”, that of the row before or behind, or nothing.',
  }),
  text: param(z.enum(['constant', 'none', 'drop-row']).default('constant'), {
    title: 'Texts',
    description: 'What a missing text becomes. Constant: an empty text.',
  }),
  datetime: param(
    z.enum(['none', 'median', 'min', 'max', 'previous', 'next', 'interpolate', 'drop-row']).default('none'),
    {
      title: 'Dates',
      description: 'What a missing date becomes.',
    },
  ),
  byColumn: param(z.record(z.string(), methodOfColumn).default({}), {
    title: 'By column',
    description: 'Another method for single columns. Constant needs a value.',
    widget: 'by-column',
  }),
  neighbours: param(z.int().min(1).max(100).default(5), {
    title: 'Neighbours',
    description: 'How many similar training rows knn takes the mean of.',
    advanced: true,
  }),
  indicator: param(z.enum(['auto', 'yes', 'no']).default('auto'), {
    title: 'Indicator',
    description:
      'Add a column that says which values were missing. Auto: for columns with at least 5 % missing in the training rows.',
    advanced: true,
  }),
});

export type MissingValuesParams = z.infer<typeof missingValuesParams>;
