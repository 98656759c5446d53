/** Coefficients of Lanczos' series for g = 7; Godfrey, A note on the computation of the convergent Lanczos series, 2001. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

const logGamma = (value: number): number => {
  const shifted = value - 1;
  let sum = lanczos[0] as number;
  for (let at = 1; at < lanczos.length; at++) sum += (lanczos[at] as number) / (shifted + at);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
};

const tiny = 1e-300;

/** The continued fraction of the incomplete beta function, by Lentz's method; Numerical Recipes, 6.4. */
const betaFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let m = 1; m <= 500; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + step * d || tiny);
      c = 1 + step / c || tiny;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return fraction;
};

/** Regularised incomplete beta function I_x(a, b). `rest` is 1 − x, which x alone may not tell to the last digit. */
const incompleteBeta = (x: number, rest: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(rest, b, a)) / b;
};

/** erfc(x) for x ≥ 0: series below 2.5, continued fraction beyond; Abramowitz and Stegun, 7.1.5 and 7.1.14. */
const complementaryError = (x: number): number => {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
};

/** Degrees of freedom of Student's t; `undefined` for the normal distribution. */
export type Degrees = number | undefined;

/** Probability of a value at least as far from zero as `statistic`, good to ten digits. */
export const twoSided = (statistic: number, degrees: Degrees): number => {
  const size = Math.abs(statistic);
  if (Number.isNaN(size)) return Number.NaN;
  if (size === Number.POSITIVE_INFINITY) return 0;
  if (degrees === undefined) return complementaryError(size / Math.SQRT2);
  const total = degrees + size * size;
  return incompleteBeta(degrees / total, (size * size) / total, degrees / 2, 0.5);
};

/** How far from zero only the share `outside` of all values lies: 1.96 for 0.05 of the normal distribution. */
export const twoSidedQuantile = (outside: number, degrees: Degrees): number => {
  let low = 0;
  let high = 1;
  while (twoSided(high, degrees) > outside && high < 1e12) high *= 2;
  for (let halving = 0; halving < 200 && high - low > 1e-14 * high; halving++) {
    const middle = (low + high) / 2;
    if (twoSided(middle, degrees) > outside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
