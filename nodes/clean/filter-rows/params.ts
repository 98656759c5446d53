import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const filterParams = z.object({
  conditions: param(z.array(z.string()).default([]), {
    title: 'Conditions',
    description:
      'One a line: age >= 18 · city in (Rome, Paris) · name is missing · code matches ^A\\d+ · day within last 30 days · not row is empty. Column names with unusual characters stand in double quotes.',
    widget: 'rules',
  }),
  match: param(z.enum(['all', 'any']).default('all'), {
    title: 'Keep rows that meet',
    description: 'All of the conditions, or any one of them.',
  }),
});
