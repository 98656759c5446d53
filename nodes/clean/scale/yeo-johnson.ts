const bent = (base: number, exponent: number): number =>
  Math.abs(exponent) < 1e-12 ? Math.log(base) : (base ** exponent - 1) / exponent;

/** The transform of Yeo and Johnson (2000). */
export const yeoJohnson = (value: number, power: number): number =>
  value >= 0 ? bent(value + 1, power) : -bent(1 - value, 2 - power);

const enough = 20_000;
const golden = (Math.sqrt(5) - 1) / 2;

/** The power of greatest likelihood, between −4 and 6, by golden section; found from evenly spaced values where there are many. */
export const yeoJohnsonPower = (values: Float64Array): number => {
  const step = Math.max(1, Math.floor(values.length / enough));
  const sample = values.filter((_, index) => index % step === 0);
  if (sample.length === 0 || sample.every((value) => value === sample[0])) return 1;
  let low = -4;
  let high = 6;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let atLeft = likelihood(sample, left);
  let atRight = likelihood(sample, right);
  while (high - low > 1e-6) {
    if (atLeft > atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - golden * (high - low);
      atLeft = likelihood(sample, left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + golden * (high - low);
      atRight = likelihood(sample, right);
    }
  }
  return (low + high) / 2;
};

/** Log-likelihood of a normal distribution of the transformed values, without constants. */
const likelihood = (values: Float64Array, power: number): number => {
  let mean = 0;
  let squares = 0;
  let jacobian = 0;
  values.forEach((value, index) => {
    const transformed = yeoJohnson(value, power);
    const change = transformed - mean;
    mean += change / (index + 1);
    squares += change * (transformed - mean);
    jacobian += Math.sign(value) * Math.log1p(Math.abs(value));
  });
  const variance = squares / values.length;
  const found = -0.5 * values.length * Math.log(variance) + (power - 1) * jacobian;
  return Number.isFinite(found) ? found : -Infinity;
};
