import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const formulaParams = z.object({
  name: param(z.string().max(200).default('result'), {
    title: 'Name',
    description: 'Name of the column that is made; a column that has it already is replaced.',
  }),
  expression: param(z.string().max(4000).default(''), {
    title: 'Formula',
    description:
      "For instance price / area, if(age >= 65, 'old', 'young'), log(income + 1), coalesce(size, 0), days_between(ordered, sent). Column names with unusual characters stand in backquotes: `unit price`.",
    widget: 'expression',
  }),
});

export type FormulaParams = ReturnType<typeof formulaParams.parse>;
