import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const aggregateParams = z.object({
  keys: param(z.array(z.string()).default([]), {
    title: 'Group by',
    description: 'Columns whose values make a group; rows that lack one are a group, too. None: all rows are one.',
    widget: 'columns',
  }),
  aggregations: param(z.array(z.string()).default(['count']), {
    title: 'Aggregations',
    description:
      'One a line: count, or one of count, missing, distinct, sum, mean, min, max, median, first and last with a column, or share colour = red. A name may follow: mean price as average. Names with spaces before as, or with = in them, stand in ". Missing values do not count.',
    widget: 'rules',
  }),
});

export type AggregateParams = z.infer<typeof aggregateParams>;
