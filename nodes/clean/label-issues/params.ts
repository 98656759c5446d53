import { z } from 'zod';
import { param } from '../../../contract/params.ts';

export const labelIssueParams = z.object({
  method: param(z.enum(['both', 'noise-rate', 'joint']).default('both'), {
    title: 'Method',
    description:
      'Noise rate: as many rows for each pair of classes as are estimated to be mixed up. Joint: rows that are confidently of another class. Both: what the noise rate and the least confident of each class agree on, the most careful choice.',
  }),
  action: param(z.enum(['flag', 'remove', 'review']).default('flag'), {
    title: 'Action',
    description:
      'Flag: columns that say which labels are in doubt. Remove: the rows in doubt that nobody has decided on. Review: only what a person decides is changed.',
  }),
  folds: param(z.int().min(2).max(50).default(5), {
    title: 'Folds',
    description:
      'Each row is judged by a learner fitted on the other folds. A split with folds of its own keeps those.',
  }),
  corrections: param(z.record(z.string(), z.string()).default({}), {
    title: 'Corrections',
    description:
      'Labels that a person has decided on, by row: the value of the id column, or else a fingerprint of what is in the row.',
    widget: 'corrections',
  }),
  collision: param(z.enum(['passing', 'overall']).default('passing'), {
    title: 'Several confident classes',
    description:
      'Passing: the most probable of the classes that reach their threshold. Overall: the most probable of all, as cleanlab does.',
    advanced: true,
  }),
});

export type LabelIssueParams = z.infer<typeof labelIssueParams>;
