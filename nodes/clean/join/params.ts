import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const joinKinds = ['left', 'inner', 'right', 'full', 'anti'] as const;

export const joinParams = z.object({
  how: param(z.enum(joinKinds).default('left'), {
    title: 'How',
    description:
      'Left: all rows of the table, with what the right one knows of them. Inner: only rows that both have. Right: all rows of the right one. Full: all rows of both. Anti: only rows that the right one does not have. A model behind it keeps each new row whatever is chosen here, with the first match or none.',
  }),
  keys: param(z.array(z.string()).default([]), {
    title: 'Keys',
    description: 'Columns that must agree, one a line: id, or left name = right name. Names with = in them stand in ".',
    widget: 'rules',
  }),
  duplicateKeys: param(z.enum(['fail', 'first', 'expand']).default('fail'), {
    title: 'Duplicate keys',
    description:
      'What to do where several rows of the right table have the same key: stop the run, take the first, or give a row for each.',
  }),
  suffix: param(z.string().min(1).max(50).default('_right'), {
    title: 'Suffix',
    description: 'Put behind the name of a right column where the table has a column of that name.',
    advanced: true,
  }),
  unmatchedLimit: param(z.number().min(0).max(100).default(5), {
    title: 'Unmatched rows',
    description: 'Share of rows without a match from which there is a warning.',
    unit: '%',
    advanced: true,
  }),
});

export type JoinParams = z.infer<typeof joinParams>;
export type JoinKind = (typeof joinKinds)[number];
