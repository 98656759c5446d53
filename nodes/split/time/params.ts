import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const timeParams = z.object({
  column: param(z.string().default(''), {
    title: 'Time column',
    description: 'Date or number that grows with time. Empty: the column with the role time, else the only date.',
    widget: 'column',
    columnTypes: ['datetime', 'number', 'integer'],
  }),
  cutoff: param(z.string().default(''), {
    title: 'Cutoff',
    description: 'Rows from here on are for testing, for instance 2024-07-01. Empty: the test share decides.',
  }),
  test: param(z.number().min(0).max(0.95).default(0.2), {
    title: 'Test share',
    description: 'Share of the rows, the latest ones, that only the final scores see. A cutoff comes before it.',
    widget: 'slider',
  }),
  validation: param(z.number().min(0).max(0.95).default(0.1), {
    title: 'Validation share',
    description: 'Share of the rows, those just before the test rows, for early stopping and for choosing.',
    widget: 'slider',
  }),
  gap: param(z.number().min(0).default(0), {
    title: 'Gap',
    description: 'How much time is left out before each part: days of a date, else in the unit of the column.',
  }),
});
export type TimeParams = z.infer<typeof timeParams>;
