/** Rows by the codes of two columns. A code below 0 is missing: such rows count nowhere. */
export interface Contingency {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, rows × columns. */
  readonly counts: Float64Array;
}

/** @param x codes 0…rows − 1. @param y codes 0…columns − 1. */
export const contingencyOf = (
  x: { readonly codes: Int32Array; readonly levels: number },
  y: { readonly codes: Int32Array; readonly levels: number },
): Contingency => {
  const counts = new Float64Array(x.levels * y.levels);
  for (let row = 0; row < x.codes.length; row++) {
    const [a, b] = [x.codes[row] as number, y.codes[row] as number];
    if (a < 0 || b < 0) continue;
    const cell = a * y.levels + b;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return { rows: x.levels, columns: y.levels, counts };
};

interface Margins {
  readonly total: number;
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

const marginsOf = ({ rows, columns, counts }: Contingency): Margins => {
  const margins = { total: 0, rows: new Float64Array(rows), columns: new Float64Array(columns) };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const count = counts[row * columns + column] as number;
      margins.rows[row] = (margins.rows[row] as number) + count;
      margins.columns[column] = (margins.columns[column] as number) + count;
      margins.total += count;
    }
  return margins;
};

const present = (counts: Float64Array): number => counts.reduce((found, count) => found + (count > 0 ? 1 : 0), 0);

/** Pearson's χ², with Yates' correction where asked for. Empty rows and columns are left out. */
export const chiSquared = (table: Contingency, { yates }: { readonly yates: boolean }): number => {
  const { total, rows, columns } = marginsOf(table);
  let sum = 0;
  for (let row = 0; row < table.rows; row++)
    for (let column = 0; column < table.columns; column++) {
      const expected = ((rows[row] as number) * (columns[column] as number)) / total;
      if (!(expected > 0)) continue;
      const off = Math.abs((table.counts[row * table.columns + column] as number) - expected);
      sum += (yates ? Math.max(0, off - Math.min(0.5, off)) : off) ** 2 / expected;
    }
  return sum;
};

/**
 * Cramér's V, 0…1. `corrected` removes its bias (Bergsma 2013) and applies Yates' correction to 2 × 2 tables.
 * @returns null where a column has fewer than two levels.
 */
export const cramersV = (table: Contingency, { corrected }: { readonly corrected: boolean }): number | null => {
  const { total, rows, columns } = marginsOf(table);
  const [r, k] = [present(rows), present(columns)];
  if (r < 2 || k < 2) return null;
  const squared = chiSquared(table, { yates: corrected && r === 2 && k === 2 }) / total;
  if (!corrected) return Math.min(1, Math.sqrt(squared / (Math.min(r, k) - 1)));
  const unbiased = Math.max(0, squared - ((k - 1) * (r - 1)) / (total - 1));
  const levels = Math.min(r - (r - 1) ** 2 / (total - 1), k - (k - 1) ** 2 / (total - 1)) - 1;
  return levels > 0 ? Math.min(1, Math.sqrt(unbiased / levels)) : null;
};

const entropyOf = (counts: Float64Array, total: number): number =>
  counts.reduce((sum, count) => (count > 0 ? sum - (count / total) * Math.log(count / total) : sum), 0);

export interface Uncertainty {
  /** U(x | y): how much of the uncertainty about x goes away once y is known, 0…1; 1 where x does not vary. */
  readonly xGivenY: number;
  readonly yGivenX: number;
  /** Twice the shared information over the sum of both entropies. */
  readonly symmetric: number;
  /** H(x | y) in nats. */
  readonly conditionalX: number;
}

/** Theil's uncertainty coefficients of a table, x in its rows. @returns null where it is empty. */
export const theilsU = (table: Contingency): Uncertainty | null => {
  const { total, rows, columns } = marginsOf(table);
  if (total === 0) return null;
  const [x, y] = [entropyOf(rows, total), entropyOf(columns, total)];
  const shared = Math.max(0, x + y - entropyOf(table.counts, total));
  const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 1);
  return {
    xGivenY: share(shared, x),
    yGivenX: share(shared, y),
    symmetric: share(2 * shared, x + y),
    conditionalX: Math.max(0, x - shared),
  };
};

/**
 * Correlation ratio η of numbers by category, 0…1: the root of the share of variance that lies between categories.
 * Rows without a category or without a finite number are left out. @returns 0 where the numbers do not vary, null without rows.
 */
export const correlationRatio = (
  categories: { readonly codes: Int32Array; readonly levels: number },
  values: Float64Array,
): number | null => {
  const counts = new Float64Array(categories.levels);
  const sums = new Float64Array(categories.levels);
  let [total, rough] = [0, Number.NaN];
  for (let row = 0; row < values.length; row++) {
    const [code, value] = [categories.codes[row] as number, values[row] as number];
    if (code < 0 || !Number.isFinite(value)) continue;
    // Taken off the first value, so that a large offset costs no digits.
    if (total === 0) rough = value;
    counts[code] = (counts[code] as number) + 1;
    sums[code] = (sums[code] as number) + (value - rough);
    total++;
  }
  if (total === 0) return null;
  const mean = sums.reduce((sum, part) => sum + part, 0) / total;
  let [between, whole] = [0, 0];
  for (let code = 0; code < categories.levels; code++) {
    const count = counts[code] as number;
    if (count > 0) between += count * ((sums[code] as number) / count - mean) ** 2;
  }
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if ((categories.codes[row] as number) >= 0 && Number.isFinite(value)) whole += (value - rough - mean) ** 2;
  }
  return whole > 0 ? Math.min(1, Math.sqrt(between / whole)) : 0;
};
