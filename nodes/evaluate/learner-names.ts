import type { Learner } from '../../contract/values.ts';
import { numbered } from './numbered.ts';

/** What learners are called in a report, numbered where two are alike. */
export const learnerNames = (learners: readonly Learner[]): readonly string[] =>
  numbered(learners.map(({ name }) => name));
