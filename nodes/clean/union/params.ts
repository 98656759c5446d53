import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const unionParams = z.object({
  columns: param(z.enum(['union', 'intersect']).default('union'), {
    title: 'Columns',
    description:
      'Union: all columns of all tables, missing where a table lacks one. Intersect: only those that all tables have.',
  }),
  sourceColumn: param(z.boolean().default(true), {
    title: 'Source column',
    description: 'Add a column that tells which table a row comes from. Its role is ignored until you change it.',
  }),
  sourceName: param(z.string().min(1).default('source'), {
    title: 'Its name',
    description: 'Name of that column.',
    advanced: true,
    when: { sourceColumn: [true] },
  }),
  names: param(z.array(z.string()).default([]), {
    title: 'Names of the tables',
    description:
      'What the tables are called there, in the order of their wires. Without a name, a table is called by the title that its node was given, or 1, 2, 3.',
    widget: 'list',
    when: { sourceColumn: [true] },
  }),
});

export type UnionParams = z.infer<typeof unionParams>;
