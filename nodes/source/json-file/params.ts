import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const jsonParams = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description:
      'JSON file, or file with a JSON object a line, relative to the folder of the flow. May be packed as .gz.',
    widget: 'file',
    extensions: ['json', 'ndjson', 'jsonl', 'gz'],
  }),
  records: param(z.string().default(''), {
    title: 'Records path',
    description:
      'Keys that lead to the list of records, with dots between: data.items. Empty where the file is the list.',
  }),
  depth: param(z.int().min(0).max(10).default(2), {
    title: 'Flatten depth',
    description: 'How many levels of nested objects become columns of their own; deeper ones stay JSON text.',
    advanced: true,
  }),
  badRecords: param(z.enum(['fail', 'skip']).default('fail'), {
    title: 'Bad records',
    description: 'What to do with lines or records that are no JSON object: stop, or leave them out and count them.',
  }),
});

export type JsonParams = z.infer<typeof jsonParams>;
