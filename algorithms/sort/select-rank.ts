/**
 * The value that sorting would put at `rank`; afterwards nothing before `rank` is larger, and nothing behind it smaller.
 * Hoare's quickselect in place, in O(n) on average: sorting takes several times as long. There must be no NaN.
 */
export const selectRank = (values: Float32Array | Float64Array, rank: number): number => {
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

const middleOfThree = (values: Float32Array | Float64Array, low: number, high: number): number => {
  const a = values[low] as number;
  const b = values[(low + high) >> 1] as number;
  const c = values[high] as number;
  // Never the largest of all at the top end: Hoare's partition would not get smaller.
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
};
