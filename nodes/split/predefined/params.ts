import { z } from 'zod';
import { type Part, parts } from '../../../contract/column.ts';
import { param } from '../../../contract/params.ts';

const values = (title: string, which: string, words: readonly string[]) =>
  param(z.array(z.string()).default([...words]), {
    title,
    description: `Values of the column that mark ${which}; upper and lower case are the same.`,
    widget: 'list',
  });

export const predefinedParams = z.object({
  column: param(z.string().default(''), {
    title: 'Part column',
    description: 'Column that says which part a row belongs to.',
    widget: 'column',
  }),
  train: values('Training values', 'rows to train on', ['train', 'training']),
  validation: values('Validation values', 'rows to validate on', ['validation', 'valid', 'val', 'dev']),
  test: values('Test values', 'rows to test on', ['test', 'testing']),
  others: param(z.enum(['set-aside', ...parts]).default('set-aside'), {
    title: 'Other values',
    description: 'What becomes of rows whose value is missing or not listed.',
  }),
});
export type PredefinedParams = z.infer<typeof predefinedParams>;

export const folded = (text: string): string => text.trim().toLowerCase();

/** Values that are listed for two parts at once, folded. */
export const contested = (settings: PredefinedParams): readonly string[] => {
  const lists = parts.map((part) => new Set(settings[part].map(folded)));
  const all = lists.flatMap((list) => [...list]);
  return [...new Set(all.filter((value, index) => all.indexOf(value) !== index))];
};

export const partsWith = (
  settings: PredefinedParams,
): readonly { readonly part: Part; readonly words: readonly string[] }[] =>
  parts.map((part) => ({ part, words: settings[part].map(folded) })).filter(({ words }) => words.length > 0);
