import type { Learner } from '../../contract/values.ts';

/** A learner as a wire brings it, with its default settings. */
export const logistic: Learner = {
  kind: 'learner',
  node: 'learner',
  name: 'learner',
  type: 'train.logistic-regression',
  version: 1,
  params: {},
};
