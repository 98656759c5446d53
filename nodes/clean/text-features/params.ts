import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const textParams = z.object({
  columns: param(z.array(z.string()).default(['type:text']), {
    title: 'Columns',
    description: 'Texts to turn into numbers, by name, type:text or /regular expression/.',
    widget: 'columns',
    columnTypes: ['text', 'category'],
  }),
  method: param(z.enum(['tf-idf', 'hash']).default('tf-idf'), {
    title: 'Method',
    description:
      'tf-idf learns a vocabulary and weighs a term by how often it stands in the text and how few texts have it. Hashing learns nothing and can take any text, but nobody can read its columns.',
  }),
  terms: param(z.int().min(1).max(20_000).default(2000), {
    title: 'Terms',
    description: 'The commonest terms that are kept, a column for each.',
    when: { method: ['tf-idf'] },
    log: true,
  }),
  grams: param(z.int().min(1).max(3).default(2), {
    title: 'Words in a term',
    description: 'Terms are single words, and up to so many that follow each other.',
  }),
  minRows: param(z.int().min(1).default(2), {
    title: 'Least rows',
    description: 'Terms that fewer rows have are left out.',
    when: { method: ['tf-idf'] },
    advanced: true,
  }),
  maxShare: param(z.number().min(0.01).max(1).default(0.9), {
    title: 'Largest share',
    description: 'Terms that a larger share of the rows has are left out.',
    widget: 'slider',
    when: { method: ['tf-idf'] },
    advanced: true,
  }),
  buckets: param(z.int().min(2).max(8192).default(256), {
    title: 'Hash columns',
    description: 'Columns that terms are spread over.',
    when: { method: ['hash'] },
    log: true,
  }),
  sublinear: param(z.boolean().default(false), {
    title: 'Sublinear',
    description: 'Count the repetitions of a term in a text by their logarithm.',
    advanced: true,
  }),
  lengths: param(z.boolean().default(true), {
    title: 'Lengths',
    description: 'Add the number of characters and of words.',
  }),
  keep: param(z.boolean().default(false), {
    title: 'Keep the texts',
    description: 'Keep the text columns beside what is made of them.',
    advanced: true,
  }),
});

export type TextParams = ReturnType<typeof textParams.parse>;
