import { z } from 'zod';
import { param } from './params.ts';

/** Settings that every learner has. */
export const learnerParams = z.object({
  features: param(z.array(z.string()).default([]), {
    title: 'Features',
    description: 'Columns to learn from; all feature columns where empty.',
    widget: 'columns',
    advanced: true,
  }),
  classWeight: param(z.enum(['none', 'balanced']).default('none'), {
    title: 'Class weight',
    description:
      'Balanced weighs each class by the inverse of its share, so that rare classes count as much as common ones.',
    advanced: true,
  }),
  useAllRows: param(z.boolean().default(false), {
    title: 'Use all rows',
    description: 'Train on a table that was not split. Nothing is left to test on.',
    advanced: true,
  }),
});
