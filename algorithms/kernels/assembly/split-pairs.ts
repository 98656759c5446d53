import { found, l2Of, shareOf, wholeOf } from './split-state';

function pick(which: v128, one: v128, other: v128): v128 {
  return v128.bitselect(one, other, which);
}

/** As `walk` in two columns next to each other at once, a lane each; `record` is that of the first. */
export function walkPair(from: usize, to: usize, node: usize, record: usize): void {
  const l2: v128 = f64x2.splat(l2Of(node));
  const whole: v128 = f64x2.splat(wholeOf(node));
  const share: v128 = f64x2.splat(shareOf(node));
  // Gradients of both columns, then hessians.
  let sums: v128 = v128.shuffle<i32>(v128.load64_zero(record + 24), v128.load64_zero(record + 56), 0, 4, 1, 5);
  let num: v128 = v128.shuffle<i64>(v128.load64_zero(record), v128.load64_zero(record + 32), 0, 2);
  let den: v128 = v128.shuffle<i64>(v128.load64_zero(record + 8), v128.load64_zero(record + 40), 0, 2);
  const apart: v128 = i64x2.replace_lane(i64x2.splat(0), 1, 4096);
  let best: v128 = v128.shuffle<i64>(v128.load32_zero(record + 16), v128.load32_zero(record + 48), 0, 2);
  let cell: usize = from;
  for (; cell < to; cell += 16) {
    const left: v128 = f64x2.add(f64x2.convert_low_i32x4_s(v128.shuffle<i32>(sums, sums, 2, 3, 2, 3)), l2);
    const off: v128 = f64x2.sub(f64x2.convert_low_i32x4_s(sums), f64x2.mul(share, left));
    const above: v128 = f64x2.mul(off, off);
    const below: v128 = f64x2.mul(left, f64x2.sub(whole, left));
    const better: v128 = f64x2.gt(f64x2.mul(above, den), f64x2.mul(num, below));
    sums = i32x4.add(sums, v128.shuffle<i32>(v128.load(cell, 16), v128.load(cell, 4112), 0, 4, 1, 5));
    if (!v128.any_true(better)) continue;
    num = pick(better, above, num);
    den = pick(better, below, den);
    best = pick(better, i64x2.add(i64x2.splat(cell), apart), best);
  }
  found(record, f64x2.extract_lane(num, 0), f64x2.extract_lane(den, 0), i32x4.extract_lane(best, 0));
  found(record + 32, f64x2.extract_lane(num, 1), f64x2.extract_lane(den, 1), i32x4.extract_lane(best, 2));
  v128.store64_lane(record + 24, v128.shuffle<i32>(sums, sums, 0, 2, 1, 3), 0);
  v128.store64_lane(record + 56, v128.shuffle<i32>(sums, sums, 0, 2, 1, 3), 1);
}
