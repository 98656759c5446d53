/**
 * Median of the values that are not NaN, the mean of the two middle ones for an even count; undefined where there is
 * none. Hoare's quickselect on a copy, in O(n) on average: sorting floats takes several times as long.
 */
export const median = (values: Float32Array): number | undefined => {
  const present = withoutMissing(values);
  const count = present.length;
  if (count === 0) return undefined;
  const middle = count >> 1;
  const upper = select(present, middle);
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

/** The value that sorting would put at `rank`; afterwards nothing before `rank` is larger. */
const select = (values: Float32Array, rank: number): number => {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOfThree(values, low, high);
    let left = low - 1;
    let right = high + 1;
    for (;;) {
      do left++;
      while ((values[left] as number) < pivot);
      do right--;
      while ((values[right] as number) > pivot);
      if (left >= right) break;
      const kept = values[left] as number;
      values[left] = values[right] as number;
      values[right] = kept;
    }
    if (rank <= right) high = right;
    else low = right + 1;
  }
  return values[rank] as number;
};

const middleOfThree = (values: Float32Array, low: number, high: number): number => {
  const a = values[low] as number;
  const b = values[(low + high) >> 1] as number;
  const c = values[high] as number;
  // Never the largest of all at the top end: Hoare's partition would not get smaller.
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
};
