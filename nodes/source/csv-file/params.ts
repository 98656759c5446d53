import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const csvParams = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'CSV file to read, relative to the folder of the flow. May be compressed as .gz or .zst.',
    widget: 'file',
    extensions: ['csv', 'tsv', 'txt', 'gz', 'zst'],
  }),
  delimiter: param(z.enum(['auto', ',', ';', '\t', '|', ' ', ':']).default('auto'), {
    title: 'Delimiter',
    description: 'Character between two fields. Found from the head of the file unless given.',
    advanced: true,
  }),
  quote: param(z.enum(['auto', '"', "'", 'none']).default('auto'), {
    title: 'Quote',
    description: 'Character around fields that hold a delimiter or a line break.',
    advanced: true,
  }),
  encoding: param(z.enum(['auto', 'utf-8', 'utf-16', 'latin-1']).default('auto'), {
    title: 'Encoding',
    description: 'How characters are stored. UTF-16 needs a byte-order mark or mostly western letters to be found.',
    advanced: true,
  }),
  decimal: param(z.enum(['auto', '.', ',']).default('auto'), {
    title: 'Decimal mark',
    description: 'Character before the decimals of a number.',
    advanced: true,
  }),
  header: param(z.enum(['auto', 'yes', 'no']).default('auto'), {
    title: 'Header line',
    description: 'Whether the first line holds the names of the columns.',
    advanced: true,
  }),
  missing: param(z.array(z.string()).default(['', 'NA', 'N/A', 'null', 'NaN', '?', '-']), {
    title: 'Missing',
    description: 'Texts that stand for a missing value.',
    widget: 'list',
    advanced: true,
  }),
  skipRows: param(z.int().min(0).default(0), {
    title: 'Skip lines',
    description: 'Lines to leave out before the header.',
    advanced: true,
  }),
  limit: param(z.int().min(1).optional(), {
    title: 'Row limit',
    description: 'Read at most this many rows; all where empty.',
    advanced: true,
  }),
  badRows: param(z.enum(['fail', 'skip', 'quarantine']).default('fail'), {
    title: 'Bad rows',
    description:
      'What to do with rows that do not fit the header: stop, leave them out, or put them into their own table.',
  }),
});

export type CsvParams = z.infer<typeof csvParams>;
