import { z } from 'zod';
import { param } from '../../../contract/params.ts';

const action = (title: string, description: string) => param(z.boolean().default(true), { title, description });

export const tidyParams = z.object({
  columns: param(z.array(z.string()).default(['type:text', 'type:category']), {
    title: 'Columns',
    description: 'Columns to tidy, by name, type:text, role:feature or /regular expression/.',
    widget: 'columns',
    columnTypes: ['text', 'category'],
  }),
  normalize: action(
    'Same letters',
    'Write letters with accents one way only (Unicode NFC), so that equal texts are equal.',
  ),
  strip: action('Strip control characters', 'Remove characters that nobody can see, such as a byte order mark.'),
  collapse: action('Collapse spaces', 'Make one space of several, of tabs, line ends and unusual spaces.'),
  trim: action('Trim', 'Remove spaces around a text.'),
  emptyToMissing: action('Empty is missing', 'Take a text without any character for a missing value.'),
  letterCase: param(z.enum(['keep', 'lower', 'upper']).default('keep'), {
    title: 'Case',
    description: 'Keep letters as they are, or write all of them small or large.',
  }),
  dropEmptyRows: action(
    'Drop empty rows',
    'Leave out rows that have no value in any column. New rows are predicted whatever they hold.',
  ),
  dropEmptyColumns: action(
    'Drop empty columns',
    'Leave out columns that have no value in any row; behind a split, in any training row. A model leaves out the same ones of new rows.',
  ),
});

export type TidyParams = z.infer<typeof tidyParams>;
