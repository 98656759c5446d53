import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const scaleMethods = ['standard', 'min-max', 'robust', 'max-abs', 'log1p', 'yeo-johnson'] as const;
export type ScaleMethod = (typeof scaleMethods)[number];

export const scaleParams = z.object({
  columns: param(z.array(z.string()).default(['type:number', 'type:integer']), {
    title: 'Columns',
    description: 'Numeric columns to scale, by name, type:number, role:feature or /regular expression/.',
    widget: 'columns',
    columnTypes: ['number', 'integer'],
  }),
  method: param(z.enum(scaleMethods).default('standard'), {
    title: 'Method',
    description:
      'Standard: mean 0, deviation 1. Min-max: 0 to 1. Robust: by median and quartiles. Max-abs: by the largest size. Log1p: logarithm of 1 + x. Yeo-Johnson: the power that makes it most normal.',
  }),
  byColumn: param(z.record(z.string(), z.object({ method: z.enum(scaleMethods) })).default({}), {
    title: 'By column',
    description: 'Another method for single columns.',
    widget: 'by-column',
    advanced: true,
  }),
});

export type ScaleParams = z.infer<typeof scaleParams>;
