import { sortNumbers } from '../../../algorithms/sort/sort-numbers.ts';
import { quantileOf } from '../../../algorithms/statistics/describe.ts';
import type { Gaps } from './column-profile.ts';

/** Usual (median) and longest distance between neighbouring different values; undefined with fewer than two. */
export const gapsOf = (sorted: Float64Array): Gaps | undefined => {
  const distances = new Float64Array(Math.max(0, sorted.length - 1));
  let [count, longest, after] = [0, 0, 0];
  for (let at = 1; at < sorted.length; at++) {
    const distance = (sorted[at] as number) - (sorted[at - 1] as number);
    if (distance === 0) continue;
    distances[count++] = distance;
    if (distance > longest) [longest, after] = [distance, sorted[at - 1] as number];
  }
  if (count === 0) return undefined;
  return { usual: quantileOf(sortNumbers(distances.subarray(0, count)), 0.5), longest, after };
};
