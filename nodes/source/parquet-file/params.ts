import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const parquetParams = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'Parquet file to read, relative to the folder of the flow.',
    widget: 'file',
    extensions: ['parquet', 'parq', 'pq'],
  }),
  columns: param(z.array(z.string()).default([]), {
    title: 'Columns',
    description: 'Names of the columns to read; the others are not even loaded. All where empty.',
    widget: 'list',
  }),
});

export type ParquetParams = z.infer<typeof parquetParams>;
