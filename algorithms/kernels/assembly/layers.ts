export function fillRows(row: usize, to: usize, rows: i32, columns: i32): void {
  const bytes: usize = (<usize>columns) << 2;
  for (let at: i32 = 0; at < rows; at++) {
    memory.copy(to, row, bytes);
    to += bytes;
  }
}

export function addRows(from: usize, rows: i32, columns: i32, to: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    let column: i32 = 0;
    for (; column + 4 <= columns; column += 4) {
      const at: usize = to + ((<usize>column) << 2);
      v128.store(at, f32x4.add(v128.load(at), v128.load(from + ((<usize>column) << 2))));
    }
    for (; column < columns; column++) {
      const at: usize = to + ((<usize>column) << 2);
      store<f32>(at, load<f32>(at) + load<f32>(from + ((<usize>column) << 2)));
    }
    from += (<usize>columns) << 2;
  }
}

export function relu(values: usize, count: i32): void {
  const end: usize = values + ((<usize>count) << 2);
  const zeros: v128 = f32x4.splat(0);
  for (; values + 16 <= end; values += 16) v128.store(values, f32x4.pmax(v128.load(values), zeros));
  for (; values < end; values += 4) {
    const value: f32 = load<f32>(values);
    if (value < 0) store<f32>(values, 0);
  }
}

export function reluGradient(values: usize, deltas: usize, count: i32): void {
  const end: usize = values + ((<usize>count) << 2);
  const zeros: v128 = f32x4.splat(0);
  for (; values + 16 <= end; values += 16) {
    v128.store(deltas, v128.and(v128.load(deltas), f32x4.gt(v128.load(values), zeros)));
    deltas += 16;
  }
  for (; values < end; values += 4) {
    if (!(load<f32>(values) > 0)) store<f32>(deltas, 0);
    deltas += 4;
  }
}

export function dropOut(values: usize, first: i32, count: i32, salt: i32, limit: i32, scale: f32): void {
  for (let at: i32 = 0; at < count; at++) {
    let mixed: u32 = <u32>((first + at) * <i32>0x9e3779b1) ^ <u32>salt;
    mixed ^= mixed >> 16;
    mixed *= 0x21f0aaad;
    mixed ^= mixed >> 15;
    mixed *= 0x735a2d97;
    mixed ^= mixed >> 15;
    const to: usize = values + ((<usize>at) << 2);
    store<f32>(to, <i32>(mixed >> 8) < limit ? 0 : load<f32>(to) * scale);
  }
}

function adamOne(
  weight: usize,
  gradient: f32,
  mean: usize,
  square: usize,
  meanFactor: f32,
  squareFactor: f32,
  rate: f32,
  keep: f32,
): void {
  const m: f32 = load<f32>(mean) * <f32>0.9 + gradient * <f32>0.1;
  const v: f32 = load<f32>(square) * <f32>0.999 + gradient * gradient * <f32>0.001;
  store<f32>(mean, m);
  store<f32>(square, v);
  const step: f32 = m / meanFactor / (sqrt<f32>(v / squareFactor) + <f32>1e-7);
  store<f32>(weight, load<f32>(weight) * keep - step * rate);
}

export function adam(
  weights: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  count: i32,
  meanFactor: f32,
  squareFactor: f32,
  rate: f32,
  keep: f32,
): void {
  const fours: usize = (<usize>(count & ~3)) << 2;
  for (let at: usize = 0; at < fours; at += 16) {
    const g: v128 = v128.load(gradients + at);
    const m: v128 = f32x4.add(f32x4.mul(v128.load(means + at), f32x4.splat(0.9)), f32x4.mul(g, f32x4.splat(0.1)));
    const v: v128 = f32x4.add(
      f32x4.mul(v128.load(squares + at), f32x4.splat(0.999)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(0.001)),
    );
    v128.store(means + at, m);
    v128.store(squares + at, v);
    const root: v128 = f32x4.sqrt(f32x4.div(v, f32x4.splat(squareFactor)));
    const step: v128 = f32x4.div(f32x4.div(m, f32x4.splat(meanFactor)), f32x4.add(root, f32x4.splat(1e-7)));
    const kept: v128 = f32x4.mul(v128.load(weights + at), f32x4.splat(keep));
    v128.store(weights + at, f32x4.sub(kept, f32x4.mul(step, f32x4.splat(rate))));
  }
  const end: usize = (<usize>count) << 2;
  for (let at: usize = fours; at < end; at += 4)
    adamOne(weights + at, load<f32>(gradients + at), means + at, squares + at, meanFactor, squareFactor, rate, keep);
}
