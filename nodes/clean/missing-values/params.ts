import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const methods = ['mean', 'median', 'mode', 'min', 'max', 'constant', 'none', 'drop-row', 'drop-column'] as const;
export type Method = (typeof methods)[number];

const methodOfColumn = z.object({
  method: z.enum(methods),
  /** For `constant`. */
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

export const missingValuesParams = z.object({
  number: param(z.enum(['mean', 'median', 'mode', 'min', 'max', 'none', 'drop-row']).default('median'), {
    title: 'Numbers',
    description: 'What a missing number becomes, learned from the training rows.',
  }),
  category: param(z.enum(['mode', 'constant', 'none', 'drop-row']).default('mode'), {
    title: 'Categories',
    description:
      'What a missing category or truth value becomes: the most frequent one, the level “missing”, or nothing.',
  }),
  text: param(z.enum(['constant', 'none', 'drop-row']).default('constant'), {
    title: 'Texts',
    description: 'What a missing text becomes. Constant: an empty text.',
  }),
  datetime: param(z.enum(['none', 'median', 'min', 'max', 'drop-row']).default('none'), {
    title: 'Dates',
    description: 'What a missing date becomes.',
  }),
  byColumn: param(z.record(z.string(), methodOfColumn).default({}), {
    title: 'By column',
    description: 'Another method for single columns. Constant needs a value.',
    widget: 'by-column',
  }),
  indicator: param(z.enum(['auto', 'yes', 'no']).default('auto'), {
    title: 'Indicator',
    description:
      'Add a column that says which values were missing. Auto: for columns with at least 5 % missing in the training rows.',
    advanced: true,
  }),
});

export type MissingValuesParams = z.infer<typeof missingValuesParams>;
