const rounding = 6755399441055744;
const bits = new DataView(new ArrayBuffer(8));

/** 1/13!, 1/12! … 1/1!, 1/0! */
const inverseFactorials = [
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6,
  0.0000248015873015873, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664,
  0.16666666666666666, 0.5, 1, 1,
] as const;

/**
 * e^x for −700 ≤ x ≤ 0, to the last digit or the one before: 2^n · e^r with |r| ≤ ln 2 / 2, and e^r by its series. `Math.exp`
 * differs between engines, and WASM has none.
 */
export const decay = (x: number): number => {
  const n = x * Math.LOG2E + rounding - rounding;
  const r = x - n * 0.6931471803691238 - n * 1.9082149292705877e-10;
  let series: number = inverseFactorials[0];
  for (let at = 1; at < inverseFactorials.length; at++) series = (inverseFactorials[at] as number) + r * series;
  bits.setInt32(0, (n + 1023) << 20);
  bits.setInt32(4, 0);
  return series * bits.getFloat64(0);
};

/** ln(1 + x) for 0 ≤ x ≤ 1: twice the area tangent of x / (2 + x), whose series ends with the 33rd power. */
export const growth = (x: number): number => {
  const t = x / (2 + x);
  const square = t * t;
  let series = 1 / 33;
  for (let odd = 31; odd >= 1; odd -= 2) series = 1 / odd + square * series;
  return (t + t) * series;
};

/** ln x for x ≥ 1: 2^n · (1 + r). */
export const logarithm = (x: number): number => {
  bits.setFloat64(0, x);
  const high = bits.getInt32(0);
  bits.setInt32(0, (high & 0xfffff) | 0x3ff00000);
  return ((high >>> 20) - 1023) * Math.LN2 + growth(bits.getFloat64(0) - 1);
};
