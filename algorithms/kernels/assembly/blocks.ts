function at64(base: usize, index: i32): usize {
  return base + ((<usize>index) << 3);
}

function total(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

function addTo(cell: usize, value: f64): void {
  store<f64>(cell, load<f64>(cell) + value);
}

export function centre(from: usize, stride: usize, columns: i32, count: i32, means: usize, to: usize, rows: i32): void {
  const pairs: i32 = count & ~1;
  for (let column: i32 = 0; column < columns; column++) {
    const source: usize = from + <usize>column * stride;
    const target: usize = at64(to, column * rows);
    const mean: f64 = load<f64>(at64(means, column));
    const twice: v128 = f64x2.splat(mean);
    for (let row: i32 = 0; row < pairs; row += 2) {
      const values: v128 = f64x2.promote_low_f32x4(v128.load64_zero(source + ((<usize>row) << 2)));
      v128.store(at64(target, row), f64x2.sub(values, twice));
    }
    if (pairs < count) store<f64>(at64(target, pairs), <f64>load<f32>(source + ((<usize>pairs) << 2)) - mean);
    for (let row: i32 = count; row < rows; row++) store<f64>(at64(target, row), 0);
  }
}

export function columnSums(from: usize, stride: usize, columns: i32, count: i32, sums: usize): void {
  const pairs: i32 = count & ~1;
  for (let column: i32 = 0; column < columns; column++) {
    const source: usize = from + <usize>column * stride;
    let sum: v128 = f64x2.splat(0);
    for (let row: i32 = 0; row < pairs; row += 2)
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(source + ((<usize>row) << 2))));
    const last: f64 = pairs < count ? <f64>load<f32>(source + ((<usize>pairs) << 2)) : 0;
    addTo(at64(sums, column), total(sum) + last);
  }
}

export function scores(block: usize, rows: i32, columns: i32, coefficients: usize, to: usize): void {
  memory.fill(to, 0, (<usize>rows) << 3);
  const next: usize = (<usize>rows) << 3;
  for (let column: i32 = 0; column < columns; column += 4) {
    const first: usize = at64(block, column * rows);
    const a: v128 = v128.load64_splat(at64(coefficients, column));
    const b: v128 = v128.load64_splat(at64(coefficients, column + 1));
    const c: v128 = v128.load64_splat(at64(coefficients, column + 2));
    const d: v128 = v128.load64_splat(at64(coefficients, column + 3));
    for (let row: i32 = 0; row < rows; row += 2) {
      const x: usize = at64(first, row);
      const left: v128 = f64x2.add(f64x2.mul(v128.load(x), a), f64x2.mul(v128.load(x + next), b));
      const right: v128 = f64x2.add(f64x2.mul(v128.load(x + 2 * next), c), f64x2.mul(v128.load(x + 3 * next), d));
      const cell: usize = at64(to, row);
      v128.store(cell, f64x2.add(v128.load(cell), f64x2.add(left, right)));
    }
  }
}

export function products(block: usize, rows: i32, columns: i32, values: usize, sums: usize): void {
  const next: usize = (<usize>rows) << 3;
  for (let column: i32 = 0; column < columns; column += 4) {
    const first: usize = at64(block, column * rows);
    let a: v128 = f64x2.splat(0);
    let b: v128 = f64x2.splat(0);
    let c: v128 = f64x2.splat(0);
    let d: v128 = f64x2.splat(0);
    for (let row: i32 = 0; row < rows; row += 2) {
      const x: usize = at64(first, row);
      const value: v128 = v128.load(at64(values, row));
      a = f64x2.add(a, f64x2.mul(v128.load(x), value));
      b = f64x2.add(b, f64x2.mul(v128.load(x + next), value));
      c = f64x2.add(c, f64x2.mul(v128.load(x + 2 * next), value));
      d = f64x2.add(d, f64x2.mul(v128.load(x + 3 * next), value));
    }
    const cell: usize = at64(sums, column);
    addTo(cell, total(a));
    addTo(cell + 8, total(b));
    addTo(cell + 16, total(c));
    addTo(cell + 24, total(d));
  }
}

/** Two weighted columns by four others: eight sums in registers for six loads. */
function addTile(one: usize, two: usize, k0: usize, rows: i32, cell: usize, below: usize): void {
  const next: usize = (<usize>rows) << 3;
  let a0: v128 = f64x2.splat(0);
  let a1: v128 = f64x2.splat(0);
  let a2: v128 = f64x2.splat(0);
  let a3: v128 = f64x2.splat(0);
  let b0: v128 = f64x2.splat(0);
  let b1: v128 = f64x2.splat(0);
  let b2: v128 = f64x2.splat(0);
  let b3: v128 = f64x2.splat(0);
  for (let row: i32 = 0; row < rows; row += 2) {
    const first: v128 = v128.load(at64(one, row));
    const second: v128 = v128.load(at64(two, row));
    const x: usize = at64(k0, row);
    const x0: v128 = v128.load(x);
    const x1: v128 = v128.load(x + next);
    const x2: v128 = v128.load(x + 2 * next);
    const x3: v128 = v128.load(x + 3 * next);
    a0 = f64x2.add(a0, f64x2.mul(first, x0));
    a1 = f64x2.add(a1, f64x2.mul(first, x1));
    a2 = f64x2.add(a2, f64x2.mul(first, x2));
    a3 = f64x2.add(a3, f64x2.mul(first, x3));
    b0 = f64x2.add(b0, f64x2.mul(second, x0));
    b1 = f64x2.add(b1, f64x2.mul(second, x1));
    b2 = f64x2.add(b2, f64x2.mul(second, x2));
    b3 = f64x2.add(b3, f64x2.mul(second, x3));
  }
  addTo(cell, total(a0));
  addTo(cell + 8, total(a1));
  addTo(cell + 16, total(a2));
  addTo(cell + 24, total(a3));
  addTo(below, total(b0));
  addTo(below + 8, total(b1));
  addTo(below + 16, total(b2));
  addTo(below + 24, total(b3));
}

export function gram(block: usize, rows: i32, columns: i32, weights: usize, scratch: usize, to: usize): void {
  const second: usize = at64(scratch, rows);
  for (let j: i32 = 0; j < columns; j += 2) {
    const j0: usize = at64(block, j * rows);
    const j1: usize = at64(j0, rows);
    for (let row: i32 = 0; row < rows; row += 2) {
      const weight: v128 = v128.load(at64(weights, row));
      v128.store(at64(scratch, row), f64x2.mul(v128.load(at64(j0, row)), weight));
      v128.store(at64(second, row), f64x2.mul(v128.load(at64(j1, row)), weight));
    }
    for (let k: i32 = 0; k <= j; k += 4) {
      const cell: usize = at64(to, j * columns + k);
      addTile(scratch, second, at64(block, k * rows), rows, cell, at64(cell, columns));
    }
  }
}
