/** Mean by pairwise blocks, so that a million terms keep their last digits. Null for no values. */
export const mean = (values: Float64Array): number | null => {
  if (values.length === 0) return null;
  let total = 0;
  for (let start = 0; start < values.length; start += 1024) {
    let block = 0;
    const end = Math.min(start + 1024, values.length);
    for (let at = start; at < end; at++) block += values[at] as number;
    total += block;
  }
  return total / values.length;
};
