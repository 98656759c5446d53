import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const groupParams = z.object({
  column: param(z.string().default(''), {
    title: 'Group column',
    description:
      'Rows that agree in it stay together, such as a patient’s visits. Empty: the column with the role group.',
    widget: 'column',
  }),
  test: param(z.number().min(0).max(0.95).default(0.2), {
    title: 'Test share',
    description: 'Share of the rows that only the final scores see, as closely as whole groups allow.',
    widget: 'slider',
  }),
  validation: param(z.number().min(0).max(0.95).default(0.1), {
    title: 'Validation share',
    description: 'Share of the rows for early stopping and for choosing between models.',
    widget: 'slider',
  }),
  k: param(z.int().min(0).max(50).default(0), {
    title: 'Folds',
    description: 'Into how many folds the training groups are dealt for cross-validation; 0 for none.',
  }),
  missing: param(z.enum(['alone', 'together']).default('alone'), {
    title: 'Rows without a group',
    description: 'Take each of them for a group of its own, or all of them for one group.',
    advanced: true,
  }),
});
export type GroupParams = z.infer<typeof groupParams>;
