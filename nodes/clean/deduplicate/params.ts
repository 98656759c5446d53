import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const deduplicateParams = z.object({
  keys: param(z.array(z.string()).default([]), {
    title: 'Keys',
    description: 'Rows that agree in these columns are duplicates; in all columns but ids where empty.',
    widget: 'columns',
  }),
  keep: param(z.enum(['first', 'last', 'most-complete']).default('first'), {
    title: 'Keep',
    description: 'Which of the duplicates stays. Most complete: the one with the fewest missing values.',
  }),
  ignoreCase: param(z.boolean().default(false), {
    title: 'Ignore case',
    description: 'Take “Ann” and “ann” for the same, and spaces around a text for nothing.',
    advanced: true,
  }),
  nearDuplicates: param(z.boolean().default(false), {
    title: 'Near duplicates',
    description:
      'Take rows for the same that differ only in case, spaces, accents, or behind the third digit of a number.',
  }),
  similarity: param(z.number().min(0.7).max(1).default(1), {
    title: 'Similarity',
    description:
      'How alike texts have to be (Jaro–Winkler); 1 is the same. Texts are compared that begin alike and stand near each other in the alphabet, where the rows agree in all else.',
    when: { nearDuplicates: [true] },
    widget: 'slider',
    advanced: true,
  }),
});

export type DeduplicateParams = z.infer<typeof deduplicateParams>;
