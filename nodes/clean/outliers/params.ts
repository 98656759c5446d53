import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const outlierMethods = ['iqr', 'z', 'robust-z', 'isolation-forest'] as const;
export type OutlierMethod = (typeof outlierMethods)[number];

export const outlierParams = z.object({
  columns: param(z.array(z.string()).default(['type:number', 'type:integer']), {
    title: 'Columns',
    description: 'Numeric columns to look at, by name, type:number, role:feature or /regular expression/.',
    widget: 'columns',
    columnTypes: ['number', 'integer'],
  }),
  method: param(z.enum(outlierMethods).default('iqr'), {
    title: 'Method',
    description:
      'IQR: distance from the quartiles, in distances between them. Z: distance from the mean, in standard deviations. Robust z: distance from the median, in median deviations made comparable with standard ones. Isolation forest: rows that are unlike the others in all columns together.',
  }),
  limit: param(z.union([z.enum(['auto']), z.number().min(0.1).max(100)]).default('auto'), {
    title: 'Limit',
    description:
      'Distance from which a value is an outlier. Auto: 1.5 for IQR, 3 for z, 3.5 for robust z; for the isolation forest a score from 0 to 1, 0.6.',
  }),
  action: param(z.enum(['clip', 'flag', 'remove']).default('clip'), {
    title: 'Action',
    description:
      'Clip: the nearest value within the limit, which an isolation forest does not have. Flag: a column that says which rows have outliers. Remove: the row, in training only.',
  }),
});

export type OutlierParams = z.infer<typeof outlierParams>;
