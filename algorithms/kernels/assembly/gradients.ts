const rounding: f64 = 6755399441055744;

// pmin and pmax are one instruction; min and max care about −0 and missing values and take six.
/** 2^n · series(r) of two values at once; see `exponential` in `plain-gradients.ts`, which takes the same steps. */
function exponentials(values: v128): v128 {
  const x: v128 = f64x2.pmin(f64x2.splat(700), f64x2.pmax(f64x2.splat(-700), values));
  const shifted: v128 = f64x2.add(f64x2.mul(x, f64x2.splat(Math.LOG2E)), f64x2.splat(rounding));
  const n: v128 = f64x2.sub(shifted, f64x2.splat(rounding));
  let r: v128 = f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)));
  let series: v128 = f64x2.add(f64x2.splat(0.001388888888888889), f64x2.mul(r, f64x2.splat(0.0001984126984126984)));
  series = f64x2.add(f64x2.splat(0.008333333333333333), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.041666666666666664), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.16666666666666666), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(1), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(1), f64x2.mul(r, series));
  // The low bits of `shifted` hold n: moved up they are the exponent of 2^n.
  const power: v128 = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  return f64x2.mul(series, power);
}

/** Stores two rows' gradients, weighted, and answers the larger of `tops` and their sizes. */
function storePair(values: v128, weights: usize, at: i32, to: usize): v128 {
  let weighted: v128 = values;
  if (weights !== 0)
    weighted = f64x2.mul(values, f64x2.promote_low_f32x4(v128.load64_zero(weights + ((<usize>at) << 2))));
  const rounded: v128 = f32x4.demote_f64x2_zero(weighted);
  v128.store64_lane(to + ((<usize>at) << 2), rounded, 0);
  return f64x2.abs(f64x2.promote_low_f32x4(rounded));
}

function storeOne(value: f64, weights: usize, at: i32, to: usize): f64 {
  const weight: f64 = weights === 0 ? 1 : <f64>load<f32>(weights + ((<usize>at) << 2));
  const rounded: f32 = <f32>(value * weight);
  store<f32>(to + ((<usize>at) << 2), rounded);
  return abs<f64>(<f64>rounded);
}

function keepLargest(largest: usize, top: f64, topHessian: f64): void {
  store<f64>(largest, max<f64>(load<f64>(largest), top));
  store<f64>(largest + 8, max<f64>(load<f64>(largest + 8), topHessian));
}

function larger(pair: v128, one: f64): f64 {
  return max<f64>(max<f64>(f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1)), one);
}

export function logisticGradients(
  raw: usize,
  labels: usize,
  weights: usize,
  count: i32,
  gradients: usize,
  hessians: usize,
  largest: usize,
): void {
  let tops: v128 = f64x2.splat(0);
  let topHessians: v128 = f64x2.splat(0);
  const ones: v128 = f64x2.splat(1);
  const pairs: i32 = count & ~1;
  for (let at: i32 = 0; at < pairs; at += 2) {
    const p: v128 = f64x2.div(ones, f64x2.add(ones, exponentials(f64x2.neg(v128.load(raw + ((<usize>at) << 3))))));
    const y: v128 = f64x2.promote_low_f32x4(v128.load64_zero(labels + ((<usize>at) << 2)));
    tops = f64x2.pmax(tops, storePair(f64x2.sub(p, y), weights, at, gradients));
    topHessians = f64x2.pmax(topHessians, storePair(f64x2.mul(p, f64x2.sub(ones, p)), weights, at, hessians));
  }
  let top: f64 = 0;
  let topHessian: f64 = 0;
  if (pairs < count) {
    const p: f64 = 1 / (1 + f64x2.extract_lane(exponentials(f64x2.splat(-load<f64>(raw + ((<usize>pairs) << 3)))), 0));
    top = storeOne(p - <f64>load<f32>(labels + ((<usize>pairs) << 2)), weights, pairs, gradients);
    topHessian = storeOne(p * (1 - p), weights, pairs, hessians);
  }
  keepLargest(largest, larger(tops, top), larger(topHessians, topHessian));
}

/** Adds what is linear to `sum` and answers the product of what stands under the logarithm, of at most 512 rows. */
export function logLoss(raw: usize, labels: usize, count: i32, sum: usize): f64 {
  const zero: v128 = f64x2.splat(0);
  const one: v128 = f64x2.splat(1);
  let linear: v128 = zero;
  let product: v128 = one;
  for (let at: i32 = 0; at < count; at += 2) {
    const y: v128 = f64x2.promote_low_f32x4(v128.load64_zero(labels + ((<usize>at) << 2)));
    const off: v128 = f64x2.mul(v128.load(raw + ((<usize>at) << 3)), f64x2.sub(one, f64x2.add(y, y)));
    let factor: v128 = f64x2.add(one, exponentials(f64x2.neg(f64x2.abs(off))));
    let above: v128 = f64x2.pmax(off, zero);
    if (at + 1 === count) {
      factor = f64x2.replace_lane(factor, 1, 1);
      above = f64x2.replace_lane(above, 1, 0);
    }
    product = f64x2.mul(product, factor);
    linear = f64x2.add(linear, above);
  }
  store<f64>(sum, load<f64>(sum) + (f64x2.extract_lane(linear, 0) + f64x2.extract_lane(linear, 1)));
  return f64x2.extract_lane(product, 0) * f64x2.extract_lane(product, 1);
}

function exponential(value: f64): f64 {
  return f64x2.extract_lane(exponentials(f64x2.splat(value)), 0);
}

export function softmaxNorms(raw: usize, stride: usize, classes: i32, count: i32, tops: usize, inverses: usize): void {
  for (let at: i32 = 0; at < count; at++) {
    const first: usize = raw + ((<usize>at) << 3);
    let top: f64 = -Infinity;
    for (let code: i32 = 0; code < classes; code++) top = max<f64>(top, load<f64>(first + <usize>code * stride));
    let sum: f64 = 0;
    for (let code: i32 = 0; code < classes; code++) sum += exponential(load<f64>(first + <usize>code * stride) - top);
    store<f64>(tops + ((<usize>at) << 3), top);
    store<f64>(inverses + ((<usize>at) << 3), 1 / sum);
  }
}

export function softmaxGradients(
  raw: usize,
  tops: usize,
  inverses: usize,
  labels: usize,
  code: i32,
  weights: usize,
  count: i32,
  gradients: usize,
  hessians: usize,
  largest: usize,
): void {
  let top: f64 = 0;
  let topHessian: f64 = 0;
  for (let at: i32 = 0; at < count; at++) {
    const word: usize = (<usize>at) << 3;
    const p: f64 = exponential(load<f64>(raw + word) - load<f64>(tops + word)) * load<f64>(inverses + word);
    const own: bool = load<f32>(labels + ((<usize>at) << 2)) === <f32>code;
    top = max<f64>(top, storeOne(own ? p - 1 : p, weights, at, gradients));
    topHessian = max<f64>(topHessian, storeOne(p * (1 - p), weights, at, hessians));
  }
  keepLargest(largest, top, topHessian);
}

export function addLeafValues(raw: usize, leaves: usize, values: usize, count: i32): void {
  for (let at: i32 = 0; at < count; at++) {
    const to: usize = raw + ((<usize>at) << 3);
    store<f64>(to, load<f64>(to) + load<f64>(values + ((<usize>load<u16>(leaves + ((<usize>at) << 1))) << 3)));
  }
}

/** See `mixRow` in `plain-gradients.ts`. */
function mixRows(rows: v128, salt: i32): v128 {
  let mixed: v128 = v128.xor(i32x4.mul(rows, i32x4.splat(<i32>0x9e3779b1)), i32x4.splat(salt));
  mixed = v128.xor(mixed, i32x4.shr_u(mixed, 16));
  mixed = i32x4.mul(mixed, i32x4.splat(0x21f0aaad));
  mixed = v128.xor(mixed, i32x4.shr_u(mixed, 15));
  mixed = i32x4.mul(mixed, i32x4.splat(0x735a2d97));
  return v128.xor(mixed, i32x4.shr_u(mixed, 15));
}

/** Two values, scaled and rounded down after a chance below 1 was added, of which `chances` has 65,536ths. */
function rounded(from: usize, factor: v128, chances: v128): v128 {
  const values: v128 = f64x2.promote_low_f32x4(v128.load64_zero(from));
  const chance: v128 = f64x2.mul(f64x2.convert_low_i32x4_s(chances), f64x2.splat(1 / 65536));
  return f64x2.floor(f64x2.add(f64x2.mul(values, factor), chance));
}

export function quantise(
  gradients: usize,
  hessians: usize,
  firstRow: i32,
  count: i32,
  salt: i32,
  gradientFactor: f64,
  hessianFactor: f64,
  levels: i32,
  to: usize,
  stride: usize,
): void {
  const most: v128 = f64x2.splat(<f64>levels);
  const least: v128 = f64x2.neg(most);
  const mostHessian: v128 = f64x2.splat(<f64>levels * 2 + 1);
  const factor: v128 = f64x2.splat(gradientFactor);
  const factorHessian: v128 = f64x2.splat(hessianFactor);
  let row: usize = to;
  // Of an odd count the last pair reads one value too many, and does not store it.
  for (let at: i32 = 0; at < count; at += 2) {
    const first: i32 = firstRow + at;
    const mixed: v128 = mixRows(i32x4.replace_lane(i32x4.splat(first), 1, first + 1), salt);
    const word: usize = (<usize>at) << 2;
    const g: v128 = rounded(gradients + word, factor, v128.and(mixed, i32x4.splat(0xffff)));
    const h: v128 = rounded(hessians + word, factorHessian, i32x4.shr_u(mixed, 16));
    const gradient: v128 = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmin(most, f64x2.pmax(least, g)));
    const hessian: v128 = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmin(mostHessian, h));
    const packed: v128 = v128.or(i32x4.shl(gradient, 16), hessian);
    store<i32>(row, i32x4.extract_lane(packed, 0));
    if (at + 1 < count) store<i32>(row + stride, i32x4.extract_lane(packed, 1));
    row += stride << 1;
  }
}
