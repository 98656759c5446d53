import type { Predictions } from '../../contract/values.ts';

/** Names of several predictions, numbered where two are alike; none where there is only one. */
export const modelNames = (predictions: readonly Predictions[]): readonly (string | undefined)[] => {
  if (predictions.length < 2) return predictions.map(() => undefined);
  const taken = new Set<string>();
  return predictions.map(({ name }) => {
    let own = name;
    for (let number = 2; taken.has(own); number++) own = `${name} ${number}`;
    taken.add(own);
    return own;
  });
};
