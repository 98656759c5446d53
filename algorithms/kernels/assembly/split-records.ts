// A record of `findSplits`; its words stand in `tree-kernels.ts`.
export function keep(record: usize, score: f64, gradients: f64, hessians: f64): void {
  store<f64>(record, score);
  store<i32>(record + 8, <i32>gradients);
  store<i32>(record + 12, <i32>hessians);
}

export function keepPlace(record: usize, rows: f64, bin: i32, missingLeft: i32): void {
  store<i32>(record + 16, <i32>rows);
  store<i32>(record + 20, bin);
  store<i32>(record + 24, missingLeft);
}
