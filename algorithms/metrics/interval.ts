/** 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of the normal distribution. */
export const z = 1.959963984540054;

/** 97.5 % quantile of Student's t by its Cornish–Fisher expansion; to 0.01 from four degrees of freedom on. */
export const studentQuantile = (degrees: number): number => {
  if (degrees === 1) return 12.706;
  if (degrees === 2) return 4.303;
  if (degrees === 3) return 3.182;
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3)
  );
};

/** Wilson's interval of a proportion (1927); undefined for no trials. */
export const wilson = (hits: number, trials: number): Interval | undefined => {
  if (!(trials > 0)) return undefined;
  const share = hits / trials;
  const centre = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: hits === trials ? 1 : Math.min(1, (centre + half) / scale),
  };
};

/** value ± half, cut off where the measure ends. */
export const around = (value: number, half: number, ends: readonly [number, number]): Interval => ({
  low: Math.max(ends[0], value - half),
  high: Math.min(ends[1], value + half),
});

/** Half the width of the interval of a mean; undefined for fewer than two values. */
export const meanHalfWidth = (values: Float64Array): number | undefined => {
  const count = values.length;
  if (count < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  let squares = 0;
  for (let at = 0; at < count; at++) squares += ((values[at] as number) - mean) ** 2;
  return studentQuantile(count - 1) * Math.sqrt(squares / (count - 1) / count);
};
