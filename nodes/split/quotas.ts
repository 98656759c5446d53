/**
 * How many rows of each stratum make up a share of all rows: the sum is the rounded share of the whole, each stratum is
 * within one row of its own (largest remainder; ties go to the earlier stratum), and none gives its last `spare` rows away.
 */
export const quotas = (
  counts: readonly number[],
  share: number,
  free: readonly number[] = counts.map((count) => Math.max(0, count - 1)),
): readonly number[] => {
  const total = Math.min(
    Math.round(counts.reduce((sum, count) => sum + count, 0) * share),
    free.reduce((sum, count) => sum + count, 0),
  );
  const given = counts.map((count, i) => Math.min(Math.floor(count * share), free[i] ?? 0));
  const byRemainder = counts
    .map((count, i) => ({ i, remainder: count * share - Math.floor(count * share) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  let rest = total - given.reduce((sum, count) => sum + count, 0);
  while (rest > 0)
    for (const { i } of byRemainder) {
      if (rest === 0) break;
      if ((given[i] ?? 0) >= (free[i] ?? 0)) continue;
      given[i] = (given[i] ?? 0) + 1;
      rest--;
    }
  return given;
};
