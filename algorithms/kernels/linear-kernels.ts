/**
 * The hot loops of linear models on one memory; all arguments but counts are addresses in bytes. There are two editions, in
 * plain TypeScript and in WASM, and they agree bit by bit: sums of even and of odd rows are kept apart, then added.
 *
 * A block is column-major float64, `rows` (even) long columns, `columns` (a multiple of four) of them.
 * Callers hand over small blocks: V8 does not replace slow first code within a running call.
 */
export interface LinearKernels {
  readonly buffer: ArrayBufferLike;
  /**
   * Float32 columns, `stride` bytes apart, less their means (float64), to columns of a block; zeros from row `count` on.
   */
  centre(from: number, stride: number, columns: number, count: number, means: number, to: number, rows: number): void;
  /** sums[column] += Σ over `count` float32 values; columns are `stride` bytes apart. */
  columnSums(from: number, stride: number, columns: number, count: number, sums: number): void;
  /** to[row] = Σ_j block[j][row] · coefficients[j] */
  scores(block: number, rows: number, columns: number, coefficients: number, to: number): void;
  /** sums[j] += Σ_row block[j][row] · values[row] */
  products(block: number, rows: number, columns: number, values: number, sums: number): void;
  /**
   * to[j][k] += Σ_row weights[row] · block[j][row] · block[k][row] for k ≤ j, and a few above the diagonal. `scratch` takes
   * two columns.
   */
  gram(block: number, rows: number, columns: number, weights: number, scratch: number, to: number): void;
  /**
   * Scores of at most 1,024 rows to probabilities in place; answers Σ weight · ln(1 + e^∓score). `labels` are 0 or 1,
   * `weights` is 0 for none.
   * Where `count` is odd, the score behind the last one is overwritten, too.
   */
  logisticMeans(scores: number, labels: number, weights: number, count: number): number;
}
