import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const filterParams = z.object({
  conditions: param(z.array(z.string()).default([]), {
    title: 'Conditions',
    description:
      'One a line: age >= 18 · city in (Rome, Paris) · name is missing · code matches ^A\\d+ · day within last 30 days · not row is empty. Column names with unusual characters stand in double quotes.',
    widget: 'rules',
  }),
  expression: param(z.string().max(4000).default(''), {
    title: 'Expression',
    description:
      'One more condition, over several columns: start < end and (price / area > 10 or `unit price` is missing).',
    widget: 'expression',
  }),
  match: param(z.enum(['all', 'any']).default('all'), {
    title: 'Keep rows that meet',
    description: 'All of the conditions and the expression, or any one of them.',
  }),
});
