/** Ratio of two variances, each a sum of squares over its degrees of freedom. Infinite where nothing is left to explain. */
const ratio = (explained: number, left: number, freedom: readonly [number, number]): number | null => {
  if (freedom[0] < 1 || freedom[1] < 1 || !(explained + left > 0)) return null;
  // What rounding leaves of a perfect fit is no variance.
  const rest = left > explained * 1e-15 ? left : 0;
  return rest === 0 ? Number.POSITIVE_INFINITY : explained / freedom[0] / (rest / freedom[1]);
};

/**
 * F of a one-way analysis of variance: how much groups differ in a number, as scikit-learn's f_classif has it.
 * @param values NaN where missing; such rows are left out, as are infinite ones
 * @param groups code of each row's group in 0…count−1; NaN is left out
 * @returns null where it is undefined: fewer than two groups, or no spread
 */
export const anovaF = (values: ArrayLike<number>, groups: ArrayLike<number>, count: number): number | null => {
  const rows = new Float64Array(count);
  const sums = new Float64Array(count);
  const usable = (row: number): boolean =>
    Number.isFinite(values[row] as number) && !Number.isNaN(groups[row] as number);
  for (let row = 0; row < values.length; row++) {
    if (!usable(row)) continue;
    const group = groups[row] as number;
    rows[group] = (rows[group] as number) + 1;
    sums[group] = (sums[group] as number) + (values[row] as number);
  }
  const total = rows.reduce((sum, each) => sum + each, 0);
  const mean = sums.reduce((sum, each) => sum + each, 0) / total;
  const means = sums.map((sum, group) => sum / (rows[group] as number));
  let within = 0;
  for (let row = 0; row < values.length; row++)
    if (usable(row)) within += ((values[row] as number) - (means[groups[row] as number] as number)) ** 2;
  let between = 0;
  for (const [group, each] of rows.entries()) if (each > 0) between += each * ((means[group] as number) - mean) ** 2;
  const present = rows.filter((each) => each > 0).length;
  return ratio(between, within, [present - 1, total - present]);
};

/**
 * F of a straight line through two numbers, as scikit-learn's f_regression has it: r² ÷ (1 − r²) · (n − 2).
 * Rows where either is missing or infinite are left out. @returns null where it is undefined
 */
export const regressionF = (x: ArrayLike<number>, y: ArrayLike<number>): number | null => {
  const rows: number[] = [];
  for (let row = 0; row < x.length; row++)
    if (Number.isFinite(x[row] as number) && Number.isFinite(y[row] as number)) rows.push(row);
  if (rows.length < 3) return null;
  const mean = (values: ArrayLike<number>): number =>
    rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const row of rows) {
    const [a, b] = [(x[row] as number) - meanX, (y[row] as number) - meanY];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  if (!(xx > 0 && yy > 0)) return null;
  const explained = (xy * xy) / xx;
  return ratio(explained, Math.max(0, yy - explained), [1, rows.length - 2]);
};
