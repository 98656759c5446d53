import { createRandom } from '../../../algorithms/random/random.ts';

const firstMs = 500;
const mostMs = 15_000;

/** Time before each further attempt: twice as long each time, and not the same for all who lost the connection at once. */
export const backOff = (seed: number): ((attempt: number) => number) => {
  const random = createRandom(seed);
  return (attempt) => Math.min(mostMs, firstMs * 2 ** attempt) * (0.5 + random.next() / 2);
};
