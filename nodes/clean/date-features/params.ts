import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const dateParts = ['year', 'quarter', 'month', 'week', 'day', 'weekday', 'hour', 'weekend'] as const;
export type DatePart = (typeof dateParts)[number];

export const dateParams = z.object({
  columns: param(z.array(z.string()).default(['type:datetime']), {
    title: 'Columns',
    description: 'Dates to take apart, by name, type:datetime, role:time or /regular expression/.',
    widget: 'columns',
    columnTypes: ['datetime'],
  }),
  parts: param(z.array(z.enum(dateParts)).default([...dateParts]), {
    title: 'Parts',
    description: 'A column for each. Weeks are those of ISO 8601; weekdays go from 1, Monday, to 7.',
  }),
  cyclic: param(z.boolean().default(true), {
    title: 'Cyclic',
    description: 'Add places on a circle for month, day, weekday and hour, on which December lies beside January.',
  }),
  since: param(z.string().default(''), {
    title: 'Days since',
    description: 'Add the days since this date, for instance 2020-01-01; no such column where empty.',
  }),
});

export type DateParams = z.infer<typeof dateParams>;
