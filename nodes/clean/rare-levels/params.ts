import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const rareParams = z.object({
  columns: param(z.array(z.string()).default(['type:category']), {
    title: 'Columns',
    description: 'Categories to look at, by name, type:category, role:feature or /regular expression/.',
    widget: 'columns',
    columnTypes: ['category', 'text'],
  }),
  minShare: param(z.number().min(0).max(0.5).default(0.01), {
    title: 'Smallest share',
    description: 'Levels that fewer of the training rows have are put together.',
    widget: 'slider',
  }),
  maxLevels: param(z.int().min(1).max(10_000).default(50), {
    title: 'Most levels',
    description: 'Only the commonest ones stay where there are more.',
  }),
  other: param(z.string().min(1).max(200).default('Other'), {
    title: 'Name for the rest',
    description: 'Level that rare ones, and ones never seen in training, become.',
  }),
  merge: param(z.record(z.string(), z.string()).default({}), {
    title: 'Merge',
    description: 'Spellings of the same thing, before anything is counted: new name by old name.',
    advanced: true,
  }),
});

export type RareParams = z.infer<typeof rareParams>;
