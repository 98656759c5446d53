/** What is known of numbers once they are sorted. Undefined measures (the deviation of one number, say) are null. */
export interface Described {
  readonly count: number;
  /** Different numbers; −0 and 0 are one. */
  readonly distinct: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1). */
  readonly deviation: number | null;
  /** Population skewness, m₃ / m₂^1.5, as SciPy's `skew` by default. */
  readonly skew: number | null;
  /** Population excess kurtosis (Fisher), m₄ / m₂² − 3, as SciPy's `kurtosis` by default. */
  readonly kurtosis: number | null;
  /** How many numbers equal the commonest one, the smallest of them where there are several. */
  readonly commonest: { readonly value: number; readonly count: number };
}

interface Runs {
  readonly sum: number;
  readonly distinct: number;
  readonly commonest: Described['commonest'];
}

const runsOf = (sorted: Float64Array): Runs => {
  let sum = 0;
  let distinct = 0;
  let commonest = { value: sorted[0] as number, count: 0 };
  let start = 0;
  let previous = sorted[0] as number;
  for (let at = 0; at < sorted.length; at++) {
    const value = sorted[at] as number;
    sum += value;
    if (value === previous) continue;
    distinct++;
    if (at - start > commonest.count) commonest = { value: previous, count: at - start };
    start = at;
    previous = value;
  }
  if (sorted.length - start > commonest.count) commonest = { value: previous, count: sorted.length - start };
  return { sum, distinct: distinct + 1, commonest };
};

/**
 * Describes finite numbers in ascending order. Sums run from the smallest to the largest, so that the answer does not
 * depend on the order of the rows. Two passes: deviations are taken from the mean, so large offsets cost no digits.
 * @returns undefined where there are no numbers.
 */
export const describeSorted = (sorted: Float64Array): Described | undefined => {
  const count = sorted.length;
  if (count === 0) return undefined;
  const { sum, distinct, commonest } = runsOf(sorted);
  const low = (sorted[0] as number) + 0;
  const high = (sorted[count - 1] as number) + 0;
  const rough = Number.isFinite(sum) ? sum / count : sorted.reduce((total, value) => total + value / count, 0);
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const off = (sorted[at] as number) - rough;
    const square = off * off;
    first += off;
    second += square;
    third += square * off;
    fourth += square * square;
  }
  // One number alone leaves only rounding errors as deviations.
  const varied = distinct > 1;
  const shift = Number.isFinite(first) ? first / count : 0;
  const mean = varied ? Math.min(high, Math.max(low, rough + shift)) : low;
  const variance = varied ? second / count : 0;
  const shaped = variance > 0 && Number.isFinite(fourth);
  return {
    count,
    distinct,
    min: low,
    max: high,
    mean,
    deviation: count > 1 ? Math.sqrt((variance * count) / (count - 1)) : null,
    skew: shaped ? third / count / variance ** 1.5 : null,
    kurtosis: shaped ? fourth / count / variance ** 2 - 3 : null,
    commonest: { value: commonest.value + 0, count: commonest.count },
  };
};

/** Quantile of ascending numbers, linear between neighbours (type 7 of Hyndman and Fan 1996, as NumPy's). NaN where there are none. */
export const quantileOf = (sorted: ArrayLike<number>, share: number): number => {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  const part = place - below;
  return low === high ? low + 0 : low * (1 - part) + high * part;
};

/** Place of the first of ascending numbers that is not below `limit`. */
const firstFrom = (sorted: ArrayLike<number>, limit: number, from: number): number => {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Counts of ascending finite numbers in `most` bins of equal width, the last one closed; a single bin where all are equal. */
export const histogramOf = (sorted: Float64Array, most: number): readonly Bin[] => {
  const count = sorted.length;
  if (count === 0) return [];
  const low = sorted[0] as number;
  const high = sorted[count - 1] as number;
  if (!(high > low)) return [{ from: low + 0, to: high + 0, count }];
  // Shares of both ends, for the distance between them may be beyond all doubles.
  const edge = (bin: number): number => low * (1 - bin / most) + high * (bin / most) + 0;
  let start = 0;
  return Array.from({ length: most }, (_, bin) => {
    const last = bin === most - 1;
    const to = last ? high + 0 : edge(bin + 1);
    const end = last ? count : firstFrom(sorted, to, start);
    const counted = { from: edge(bin), to, count: end - start };
    start = end;
    return counted;
  });
};
