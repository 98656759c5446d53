import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const encodeMethods = ['auto', 'one-hot', 'ordinal', 'target', 'frequency', 'hash'] as const;
export type EncodeMethod = (typeof encodeMethods)[number];

export const encodeParams = z.object({
  columns: param(z.array(z.string()).default(['type:category']), {
    title: 'Columns',
    description: 'Columns to turn into numbers, by name, type:category, role:feature or /regular expression/.',
    widget: 'columns',
    columnTypes: ['category', 'text', 'boolean'],
  }),
  method: param(z.enum(encodeMethods).default('auto'), {
    title: 'Method',
    description:
      'One-hot: a 0/1 column a level. Ordinal: the place of the level. Target: the mean of the target, out of fold. Frequency: the share of the level. Hash: a fixed number of 0/1 columns. Auto: one-hot up to 20 levels, target beyond.',
  }),
  byColumn: param(z.record(z.string(), z.object({ method: z.enum(encodeMethods) })).default({}), {
    title: 'By column',
    description: 'Another method for single columns.',
    widget: 'by-column',
    advanced: true,
  }),
  smoothing: param(z.number().min(0).max(10_000).default(10), {
    title: 'Smoothing',
    description: 'Rows that a level must have before its own mean counts as much as the mean of all.',
    advanced: true,
    when: { method: ['auto', 'target'] },
  }),
  buckets: param(z.int().min(2).max(1024).default(16), {
    title: 'Buckets',
    description: 'Number of columns that levels are hashed into.',
    advanced: true,
    when: { method: ['hash'] },
  }),
});

export type EncodeParams = z.infer<typeof encodeParams>;
