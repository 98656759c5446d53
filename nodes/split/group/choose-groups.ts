/** Cells that the search for an exact sum may look at: about a tenth of a second. */
const affordable = 2e7;

/**
 * Indices of groups whose rows add up as closely as can be to `wanted` (subset sums, earlier groups first); at least one
 * and never all. Where the search would take too long, groups are taken in turn while they fit.
 */
export const chooseGroups = (sizes: readonly number[], wanted: number): readonly number[] => {
  if (wanted <= 0 || sizes.length < 2) return [];
  const cap = Math.max(Math.min(...sizes), Math.ceil(wanted * 2));
  const chosen = cap * sizes.length <= affordable ? nearestSum(sizes, wanted, cap) : whileTheyFit(sizes, wanted);
  return chosen.length > 0 && chosen.length < sizes.length ? chosen : [smallest(sizes)];
};

const smallest = (sizes: readonly number[]): number =>
  sizes.reduce((best, size, index) => (size < (sizes[best] ?? 0) ? index : best), 0);

const whileTheyFit = (sizes: readonly number[], wanted: number): readonly number[] => {
  let left = wanted;
  return sizes.flatMap((size, index) => {
    if (size > left) return [];
    left -= size;
    return [index];
  });
};

/** `by[sum]` is the group that first made `sum` reachable, so the sum without it was reachable by groups before it. */
const nearestSum = (sizes: readonly number[], wanted: number, cap: number): readonly number[] => {
  const by = new Int32Array(cap + 1).fill(-1);
  sizes.forEach((size, index) => {
    for (let sum = cap; sum >= size; sum--)
      if (by[sum] === -1 && (sum === size || (by[sum - size] ?? -1) !== -1)) by[sum] = index;
  });
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let best = 0;
  for (let sum = 1; sum <= cap && sum < all; sum++)
    if (by[sum] !== -1 && (best === 0 || Math.abs(sum - wanted) < Math.abs(best - wanted))) best = sum;
  const chosen: number[] = [];
  for (let sum = best; sum > 0; ) {
    const index = by[sum] ?? -1;
    chosen.push(index);
    sum -= sizes[index] ?? sum;
  }
  return chosen;
};
