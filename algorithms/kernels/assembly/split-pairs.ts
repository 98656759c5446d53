import { keep, keepPlace } from './split-records';

function pick(which: v128, one: v128, other: v128): v128 {
  return v128.bitselect(one, other, which);
}

/** As `scan` for two columns at once, missing values on the right: a lane each. Cells behind a column's bins are empty. */
export function scanPair(cells: usize, bins: i32, node: usize, to: usize, unit: f64): void {
  const hessianUnit: f64 = load<f64>(node + 8);
  const l2: v128 = f64x2.splat(load<f64>(node + 16) / hessianUnit);
  const minLeaf: v128 = f64x2.splat(load<f64>(node + 24));
  const minHessian: v128 = f64x2.splat(load<f64>(node + 32) / hessianUnit);
  const total: v128 = f64x2.splat(load<f64>(node + 40));
  const totalHessian: v128 = f64x2.splat(load<f64>(node + 48));
  const totalRows: v128 = f64x2.splat(load<f64>(node + 56));
  let gradients: v128 = f64x2.splat(0);
  let hessians: v128 = f64x2.splat(0);
  let rows: v128 = f64x2.splat(0);
  let num: v128 = f64x2.splat(0);
  let den: v128 = f64x2.splat(1);
  let bestGradients: v128 = f64x2.splat(0);
  let bestHessians: v128 = f64x2.splat(0);
  let bestRows: v128 = f64x2.splat(0);
  let bestBin: v128 = f64x2.splat(0);
  const end: usize = cells + ((<usize>bins) << 4);
  for (let cell: usize = cells; cell < end; cell += 16) {
    const one: v128 = v128.load(cell);
    const two: v128 = v128.load(cell, 4096);
    gradients = f64x2.add(gradients, f64x2.convert_low_i32x4_s(v128.shuffle<i32>(one, two, 0, 4, 1, 5)));
    hessians = f64x2.add(hessians, f64x2.convert_low_i32x4_s(v128.shuffle<i32>(one, two, 1, 5, 0, 4)));
    rows = f64x2.add(rows, f64x2.convert_low_i32x4_s(v128.shuffle<i32>(one, two, 2, 6, 0, 4)));
    const right: v128 = f64x2.sub(totalHessian, hessians);
    const leftBelow: v128 = f64x2.add(hessians, l2);
    const rightBelow: v128 = f64x2.add(right, l2);
    const rest: v128 = f64x2.sub(total, gradients);
    const above: v128 = f64x2.add(
      f64x2.mul(f64x2.mul(gradients, gradients), rightBelow),
      f64x2.mul(f64x2.mul(rest, rest), leftBelow),
    );
    const below: v128 = f64x2.mul(leftBelow, rightBelow);
    const enough: v128 = v128.and(
      v128.and(f64x2.ge(rows, minLeaf), f64x2.ge(f64x2.sub(totalRows, rows), minLeaf)),
      v128.and(f64x2.ge(hessians, minHessian), f64x2.ge(right, minHessian)),
    );
    const better: v128 = v128.and(enough, f64x2.gt(f64x2.mul(above, den), f64x2.mul(num, below)));
    if (!v128.any_true(better)) continue;
    num = pick(better, above, num);
    den = pick(better, below, den);
    bestGradients = pick(better, gradients, bestGradients);
    bestHessians = pick(better, hessians, bestHessians);
    bestRows = pick(better, rows, bestRows);
    bestBin = pick(better, f64x2.splat(<f64>(<i32>(cell - cells) >> 4)), bestBin);
  }
  const score: v128 = f64x2.mul(f64x2.div(num, den), f64x2.splat(unit));
  keep(to, f64x2.extract_lane(score, 0), f64x2.extract_lane(bestGradients, 0), f64x2.extract_lane(bestHessians, 0));
  keepPlace(to, f64x2.extract_lane(bestRows, 0), <i32>f64x2.extract_lane(bestBin, 0), 0);
  keep(
    to + 32,
    f64x2.extract_lane(score, 1),
    f64x2.extract_lane(bestGradients, 1),
    f64x2.extract_lane(bestHessians, 1),
  );
  keepPlace(to + 32, f64x2.extract_lane(bestRows, 1), <i32>f64x2.extract_lane(bestBin, 1), 0);
}
