import { selectRank } from '../sort/select-rank.ts';

/**
 * Median of the values that are not NaN, the mean of the two middle ones for an even count; undefined where there is
 * none.
 */
export const median = (values: Float32Array): number | undefined => {
  const present = withoutMissing(values);
  const count = present.length;
  if (count === 0) return undefined;
  const middle = count >> 1;
  const upper = selectRank(present, middle);
  if (count % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < middle; at++) lower = Math.max(lower, present[at] as number);
  return (lower + upper) / 2;
};

const withoutMissing = (values: Float32Array): Float32Array => {
  const kept = new Float32Array(values.length);
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) kept[count++] = value;
  return kept.subarray(0, count);
};
