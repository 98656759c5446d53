import type { Learner } from '../../contract/values.ts';

/** The nodes that learners come from, numbered where two are alike. */
export const learnerNames = (learners: readonly Learner[]): readonly string[] => {
  const taken = new Set<string>();
  return learners.map(({ node }) => {
    let own = node;
    for (let number = 2; taken.has(own); number++) own = `${node} ${number}`;
    taken.add(own);
    return own;
  });
};
