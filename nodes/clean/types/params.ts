import { z } from 'zod';
import { columnTypes } from '../../../contract/column.ts';
import { param } from '../../../contract/params.ts';

export const typesParams = z.object({
  types: param(z.record(z.string(), z.enum(columnTypes)).default({}), {
    title: 'Types',
    description: 'Type by column. Columns that are not named keep theirs.',
    widget: 'column-types',
  }),
  formats: param(z.record(z.string(), z.string()).default({}), {
    title: 'Date formats',
    description: 'How dates are written, by column, for instance %d.%m.%Y; ISO dates where not given.',
    widget: 'by-column',
    advanced: true,
  }),
  levels: param(z.record(z.string(), z.array(z.string())).default({}), {
    title: 'Levels',
    description:
      'Levels of a category in their order, by column, for instance low, medium, high. Others become missing.',
    widget: 'by-column',
    advanced: true,
  }),
  onFailure: param(z.enum(['missing', 'fail']).default('missing'), {
    title: 'On failure',
    description: 'What a value that cannot be converted becomes: missing, or the end of the run.',
  }),
});

export type TypesParams = z.infer<typeof typesParams>;
