// The words of a node and of a record stand in `tree-kernels.ts`; why the fractions, in `plain-splits.ts`. While a column
// is searched its record holds: best fraction, its cell, its side of missing values, sums up to where the search is.
export function l2Of(node: usize): f64 {
  return load<f64>(node + 16) / load<f64>(node + 8);
}

export function wholeOf(node: usize): f64 {
  const l2: f64 = l2Of(node);
  return load<f64>(node + 48) + (l2 + l2);
}

export function shareOf(node: usize): f64 {
  return load<f64>(node + 40) / wholeOf(node);
}

export function begin(record: usize, cells: usize): void {
  store<f64>(record, 0);
  store<f64>(record, 1, 8);
  store<u32>(record, <u32>cells, 16);
  store<i32>(record, 0, 20);
}

export function found(record: usize, numerator: f64, denominator: f64, cell: u32): void {
  store<f64>(record, numerator);
  store<f64>(record, denominator, 8);
  store<u32>(record, cell, 16);
}

export function finish(record: usize, node: usize, cells: usize): void {
  const numerator: f64 = load<f64>(record);
  let score: f64 = 0;
  if (numerator > 0) {
    const unit: f64 = (load<f64>(node) * load<f64>(node)) / load<f64>(node + 8);
    score = (wholeOf(node) * (numerator / load<f64>(record, 8)) + load<f64>(node + 40) * shareOf(node)) * unit;
  }
  const bin: i32 = <i32>(load<u32>(record, 16) - <u32>cells) >> 4;
  store<f64>(record, score);
  store<i32>(record, bin, 8);
  store<i32>(record, load<i32>(record, 20), 12);
  v128.store(record, i32x4.splat(0), 16);
}
