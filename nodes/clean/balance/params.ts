import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const balanceParams = z.object({
  method: param(z.enum(['weights', 'oversample', 'undersample', 'smote-nc']).default('weights'), {
    title: 'Method',
    description:
      'Weights: rows of rare classes count more. Oversample: they are repeated. Undersample: rows of frequent classes are left out. SMOTE-NC: new rows are made up between rows of a rare class and their neighbours.',
  }),
  neighbours: param(z.int().min(1).max(50).default(5), {
    title: 'Neighbours',
    description: 'From how many neighbours of its class a new row is made.',
    when: { method: ['smote-nc'] },
    advanced: true,
  }),
});

export type BalanceParams = z.infer<typeof balanceParams>;
