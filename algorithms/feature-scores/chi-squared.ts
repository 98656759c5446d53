/**
 * χ² between the sums of a number that is not negative, such as a count, and what they would be if the classes did not matter,
 * as scikit-learn's chi2 has it. Rows without a number or a class are left out.
 * @param classes code of each row's class in 0…count−1, NaN where missing
 * @returns null where it is undefined: a negative or infinite number, or nothing to sum up
 */
export const chiSquaredScore = (
  values: ArrayLike<number>,
  classes: ArrayLike<number>,
  count: number,
): number | null => {
  const rows = new Float64Array(count);
  const observed = new Float64Array(count);
  for (let row = 0; row < values.length; row++) {
    const [value, code] = [values[row] as number, classes[row] as number];
    if (Number.isNaN(value) || Number.isNaN(code)) continue;
    if (value < 0 || value === Number.POSITIVE_INFINITY) return null;
    rows[code] = (rows[code] as number) + 1;
    observed[code] = (observed[code] as number) + value;
  }
  const all = rows.reduce((sum, each) => sum + each, 0);
  const total = observed.reduce((sum, each) => sum + each, 0);
  if (!(total > 0)) return null;
  let score = 0;
  for (let code = 0; code < count; code++) {
    const expected = ((rows[code] as number) / all) * total;
    if (expected > 0) score += ((observed[code] as number) - expected) ** 2 / expected;
  }
  return score;
};
