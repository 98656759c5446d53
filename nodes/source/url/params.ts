import { z } from 'zod';
import { param } from '../../../contract/params.ts';
import { formats } from './formats.ts';

const mega = 1_000_000;

export const urlParams = z.object({
  url: param(z.string().default(''), {
    title: 'Address',
    description: 'Web address of a file, beginning with https:// or http://. A name or password must not stand in it.',
  }),
  format: param(z.enum(['auto', ...formats]).default('auto'), {
    title: 'Format',
    description: 'What the file is. Found from the answer and the first bytes unless given.',
  }),
  records: param(z.string().default(''), {
    title: 'Records path',
    description: 'Keys that lead to the list of records in JSON, with dots between: data.items.',
    when: { format: ['auto', 'json'] },
  }),
  sheet: param(z.string().default(''), {
    title: 'Sheet',
    description: 'Name of the sheet of a workbook; the first visible one where empty.',
    when: { format: ['auto', 'excel'] },
  }),
  refresh: param(z.enum(['never', 'each-run']).default('never'), {
    title: 'Refresh',
    description: 'Whether each run downloads the file again, or uses the copy that is kept.',
  }),
  badRows: param(z.enum(['fail', 'skip']).default('fail'), {
    title: 'Bad rows',
    description: 'What to do with rows or records that cannot be read: stop, or leave them out and count them.',
  }),
  maxBytes: param(
    z
      .int()
      .min(1)
      .default(500 * mega),
    {
      title: 'Size limit',
      description: 'A longer file is refused.',
      unit: 'bytes',
      advanced: true,
    },
  ),
  timeout: param(z.number().positive().max(3600).default(30), {
    title: 'Time limit',
    description: 'How long to wait for an answer, and for the next piece of it.',
    unit: 's',
    advanced: true,
  }),
});

export type UrlParams = z.infer<typeof urlParams>;
