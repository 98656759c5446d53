const rounding: f64 = 6755399441055744;

/** e^x of two values from −700 to 0; see `decay` in `plain-linear-kernels.ts`, which takes the same steps. */
function decay(x: v128): v128 {
  const shifted: v128 = f64x2.add(f64x2.mul(x, f64x2.splat(Math.LOG2E)), f64x2.splat(rounding));
  const n: v128 = f64x2.sub(shifted, f64x2.splat(rounding));
  let r: v128 = f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)));
  let series: v128 = f64x2.splat(1.6059043836821613e-10);
  series = f64x2.add(f64x2.splat(2.08767569878681e-9), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(2.505210838544172e-8), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(2.755731922398589e-7), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(2.7557319223985893e-6), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.0000248015873015873), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.0001984126984126984), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.001388888888888889), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.008333333333333333), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.041666666666666664), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.16666666666666666), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(1), f64x2.mul(r, series));
  series = f64x2.add(f64x2.splat(1), f64x2.mul(r, series));
  const power: v128 = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  return f64x2.mul(series, power);
}

/** ln(1 + x) of two values from 0 to 1: twice the area tangent of x / (2 + x). */
function growth(x: v128): v128 {
  const t: v128 = f64x2.div(x, f64x2.add(f64x2.splat(2), x));
  const square: v128 = f64x2.mul(t, t);
  let series: v128 = f64x2.splat(0.030303030303030304);
  series = f64x2.add(f64x2.splat(0.03225806451612903), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.034482758620689655), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.037037037037037035), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.04), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.043478260869565216), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.047619047619047616), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.05263157894736842), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.058823529411764705), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.06666666666666667), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.07692307692307693), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.09090909090909091), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.1111111111111111), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.14285714285714285), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.2), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(0.3333333333333333), f64x2.mul(square, series));
  series = f64x2.add(f64x2.splat(1), f64x2.mul(square, series));
  return f64x2.mul(f64x2.add(t, t), series);
}

/** Probabilities in place of the scores of two rows at `cell`; answers e^−|score|. */
function toProbabilities(score: v128, cell: usize): v128 {
  const ones: v128 = f64x2.splat(1);
  const small: v128 = decay(f64x2.pmax(f64x2.splat(-700), f64x2.neg(f64x2.abs(score))));
  const positive: v128 = f64x2.ge(score, f64x2.splat(0));
  v128.store(cell, f64x2.div(v128.bitselect(ones, small, positive), f64x2.add(ones, small)));
  return small;
}

/** What the losses of two rows have beside ln(1 + e^−|score|). Label 1: max(−score, 0); label 0: max(score, 0). */
function beside(score: v128, label: v128): v128 {
  return f64x2.pmax(f64x2.mul(score, f64x2.sub(f64x2.splat(1), f64x2.add(label, label))), f64x2.splat(0));
}

function total(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** ln of two values from 1 up: 2^n · (1 + x). */
function logarithm(values: v128): v128 {
  const exponents: v128 = i64x2.sub(i64x2.shr_u(values, 52), i64x2.splat(1023));
  const n: v128 = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
  const fraction: v128 = v128.or(v128.and(values, i64x2.splat(0xfffffffffffff)), i64x2.splat(0x3ff0000000000000));
  return f64x2.add(f64x2.mul(n, f64x2.splat(Math.LN2)), growth(f64x2.sub(fraction, f64x2.splat(1))));
}

function weighted(scores: usize, labels: usize, weights: usize, count: i32): f64 {
  let loss: v128 = f64x2.splat(0);
  for (let row: i32 = 0; row < count; row += 2) {
    const at: usize = (<usize>row) << 3;
    const score: v128 = v128.load(scores + at);
    const own: v128 = f64x2.add(growth(toProbabilities(score, scores + at)), beside(score, v128.load(labels + at)));
    const pair: v128 = f64x2.mul(own, v128.load(weights + at));
    loss = f64x2.add(loss, row + 1 < count ? pair : f64x2.replace_lane(pair, 1, 0));
  }
  return total(loss);
}

/** Of at most 1,024 rows: sums of logarithms are the logarithm of a product, of so few factors of at most 2. */
function unweighted(scores: usize, labels: usize, count: i32): f64 {
  let product: v128 = f64x2.splat(1);
  let loss: v128 = f64x2.splat(0);
  for (let row: i32 = 0; row < count; row += 2) {
    const at: usize = (<usize>row) << 3;
    const score: v128 = v128.load(scores + at);
    let factor: v128 = f64x2.add(f64x2.splat(1), toProbabilities(score, scores + at));
    let more: v128 = beside(score, v128.load(labels + at));
    if (row + 1 === count) {
      factor = f64x2.replace_lane(factor, 1, 1);
      more = f64x2.replace_lane(more, 1, 0);
    }
    product = f64x2.mul(product, factor);
    loss = f64x2.add(loss, more);
  }
  return total(loss) + total(logarithm(product));
}

/** `count` is rounded up to an even number; what stands beyond it counts nothing. */
export function logisticMeans(scores: usize, labels: usize, weights: usize, count: i32): f64 {
  return weights === 0 ? unweighted(scores, labels, count) : weighted(scores, labels, weights, count);
}
