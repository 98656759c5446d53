/** One value of a against a row of eight of b. */
function byLane(a: usize, b: v128, sum: v128): v128 {
  return f32x4.add(sum, f32x4.mul(v128.load32_splat(a), b));
}

/** Four rows by eight columns: as many sums as there are registers for. */
function tile4x8(
  a: usize,
  rowStep: usize,
  depthStep: usize,
  b: usize,
  bStep: usize,
  to: usize,
  toStep: usize,
  depth: i32,
): void {
  const to1: usize = to + toStep;
  const to2: usize = to1 + toStep;
  const to3: usize = to2 + toStep;
  let s00: v128 = v128.load(to);
  let s01: v128 = v128.load(to, 16);
  let s10: v128 = v128.load(to1);
  let s11: v128 = v128.load(to1, 16);
  let s20: v128 = v128.load(to2);
  let s21: v128 = v128.load(to2, 16);
  let s30: v128 = v128.load(to3);
  let s31: v128 = v128.load(to3, 16);
  let a1: usize = a + rowStep;
  let a2: usize = a1 + rowStep;
  let a3: usize = a2 + rowStep;
  for (let at: i32 = 0; at < depth; at++) {
    const left: v128 = v128.load(b);
    const right: v128 = v128.load(b, 16);
    const v0: v128 = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(v0, left));
    s01 = f32x4.add(s01, f32x4.mul(v0, right));
    const v1: v128 = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(v1, left));
    s11 = f32x4.add(s11, f32x4.mul(v1, right));
    const v2: v128 = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(v2, left));
    s21 = f32x4.add(s21, f32x4.mul(v2, right));
    const v3: v128 = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(v3, left));
    s31 = f32x4.add(s31, f32x4.mul(v3, right));
    a += depthStep;
    a1 += depthStep;
    a2 += depthStep;
    a3 += depthStep;
    b += bStep;
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to1, s10);
  v128.store(to1, s11, 16);
  v128.store(to2, s20);
  v128.store(to2, s21, 16);
  v128.store(to3, s30);
  v128.store(to3, s31, 16);
}

function tile4x4(
  a: usize,
  rowStep: usize,
  depthStep: usize,
  b: usize,
  bStep: usize,
  to: usize,
  toStep: usize,
  depth: i32,
): void {
  const to1: usize = to + toStep;
  const to2: usize = to1 + toStep;
  const to3: usize = to2 + toStep;
  let s0: v128 = v128.load(to);
  let s1: v128 = v128.load(to1);
  let s2: v128 = v128.load(to2);
  let s3: v128 = v128.load(to3);
  const a1: usize = rowStep;
  const a2: usize = rowStep * 2;
  const a3: usize = rowStep * 3;
  for (let at: i32 = 0; at < depth; at++) {
    const own: v128 = v128.load(b);
    s0 = byLane(a, own, s0);
    s1 = byLane(a + a1, own, s1);
    s2 = byLane(a + a2, own, s2);
    s3 = byLane(a + a3, own, s3);
    a += depthStep;
    b += bStep;
  }
  v128.store(to, s0);
  v128.store(to1, s1);
  v128.store(to2, s2);
  v128.store(to3, s3);
}

function tile4x1(
  a: usize,
  rowStep: usize,
  depthStep: usize,
  b: usize,
  bStep: usize,
  to: usize,
  toStep: usize,
  depth: i32,
): void {
  let s0: f32 = load<f32>(to);
  let s1: f32 = load<f32>(to + toStep);
  let s2: f32 = load<f32>(to + toStep * 2);
  let s3: f32 = load<f32>(to + toStep * 3);
  for (let at: i32 = 0; at < depth; at++) {
    const own: f32 = load<f32>(b);
    s0 += load<f32>(a) * own;
    s1 += load<f32>(a + rowStep) * own;
    s2 += load<f32>(a + rowStep * 2) * own;
    s3 += load<f32>(a + rowStep * 3) * own;
    a += depthStep;
    b += bStep;
  }
  store<f32>(to, s0);
  store<f32>(to + toStep, s1);
  store<f32>(to + toStep * 2, s2);
  store<f32>(to + toStep * 3, s3);
}

/** What is left of the rows: one of them, four columns or one at a time. */
function lastRow(a: usize, depthStep: usize, b: usize, bStep: usize, to: usize, depth: i32, columns: i32): void {
  let column: i32 = 0;
  for (; column + 4 <= columns; column += 4) {
    let sum: v128 = v128.load(to + ((<usize>column) << 2));
    let from: usize = a;
    let own: usize = b + ((<usize>column) << 2);
    for (let at: i32 = 0; at < depth; at++) {
      sum = byLane(from, v128.load(own), sum);
      from += depthStep;
      own += bStep;
    }
    v128.store(to + ((<usize>column) << 2), sum);
  }
  for (; column < columns; column++) {
    let sum: f32 = load<f32>(to + ((<usize>column) << 2));
    let from: usize = a;
    let own: usize = b + ((<usize>column) << 2);
    for (let at: i32 = 0; at < depth; at++) {
      sum += load<f32>(from) * load<f32>(own);
      from += depthStep;
      own += bStep;
    }
    store<f32>(to + ((<usize>column) << 2), sum);
  }
}

export function addProduct(
  a: usize,
  rowStep: usize,
  depthStep: usize,
  b: usize,
  bStep: usize,
  to: usize,
  toStep: usize,
  rows: i32,
  depth: i32,
  columns: i32,
): void {
  let row: i32 = 0;
  for (; row + 4 <= rows; row += 4) {
    let column: i32 = 0;
    for (; column + 8 <= columns; column += 8)
      tile4x8(a, rowStep, depthStep, b + ((<usize>column) << 2), bStep, to + ((<usize>column) << 2), toStep, depth);
    if (column + 4 <= columns) {
      tile4x4(a, rowStep, depthStep, b + ((<usize>column) << 2), bStep, to + ((<usize>column) << 2), toStep, depth);
      column += 4;
    }
    for (; column < columns; column++)
      tile4x1(a, rowStep, depthStep, b + ((<usize>column) << 2), bStep, to + ((<usize>column) << 2), toStep, depth);
    a += rowStep * 4;
    to += toStep * 4;
  }
  for (; row < rows; row++) {
    lastRow(a, depthStep, b, bStep, to, depth, columns);
    a += rowStep;
    to += toStep;
  }
}

export function transpose(from: usize, rows: i32, columns: i32, to: usize): void {
  for (let row: i32 = 0; row < rows; row++)
    for (let column: i32 = 0; column < columns; column++)
      store<f32>(
        to + ((<usize>(column * rows + row)) << 2),
        load<f32>(from + ((<usize>(row * columns + column)) << 2)),
      );
}
