/**
 * The hot loops of neural networks on one memory, in float32; arrays are given by their addresses in bytes. There are two
 * editions, in plain TypeScript and in WASM, and they agree bit by bit: every sum is taken in the same order.
 * Callers hand over a few rows at a time: V8 does not replace slow first code within a running call.
 */
export interface NetworkKernels {
  readonly buffer: ArrayBufferLike;
  /**
   * to += a · b, of `rows` × `depth` by `depth` × `columns`. The cell of `a` at (row, d) is at `a + row * rowStep + d * depthStep`,
   * so that `a` may be transposed; rows of `b` and `to` are `bStep` and `toStep` bytes apart.
   */
  addProduct(
    a: number,
    rowStep: number,
    depthStep: number,
    b: number,
    bStep: number,
    to: number,
    toStep: number,
    rows: number,
    depth: number,
    columns: number,
  ): void;
  /** `to` is columns × rows. */
  transpose(from: number, rows: number, columns: number, to: number): void;
  /** Puts one row into each of `rows` rows. */
  fillRows(row: number, to: number, rows: number, columns: number): void;
  /** Adds each of `rows` rows to one. */
  addRows(from: number, rows: number, columns: number, to: number): void;
  relu(values: number, count: number): void;
  /** Deltas of units that gave nothing become 0; `values` are what came out of `relu`. */
  reluGradient(values: number, deltas: number, count: number): void;
  /**
   * Sets values to 0 by chance and multiplies the others by `scale`. Chance is a hash of `salt` and of the number of the value,
   * which counts from `first`, and hits where its upper 24 bits are below `limit`.
   */
  dropOut(values: number, first: number, count: number, salt: number, limit: number, scale: number): void;
  /**
   * The surroundings of each pixel of one image, row after row, with zeros where they lie outside: height · width rows of
   * fieldHeight · fieldWidth · channels values. An even field has more of them below and to the right.
   */
  gatherPatches(
    from: number,
    height: number,
    width: number,
    channels: number,
    fieldHeight: number,
    fieldWidth: number,
    to: number,
  ): void;
  /** Adds what changes in the surroundings of each pixel to the image. */
  scatterPatches(
    from: number,
    height: number,
    width: number,
    channels: number,
    fieldHeight: number,
    fieldWidth: number,
    to: number,
  ): void;
  /** The largest value of each field of one image; what fills no field is left out. */
  maxPool(
    from: number,
    height: number,
    width: number,
    channels: number,
    fieldHeight: number,
    fieldWidth: number,
    to: number,
  ): void;
  /** Hands each delta to the first cell that had the largest value; all others of `to` must be 0 already. */
  maxPoolGradient(
    from: number,
    height: number,
    width: number,
    channels: number,
    fieldHeight: number,
    fieldWidth: number,
    tops: number,
    deltas: number,
    to: number,
  ): void;
  /**
   * One step of Adam (Kingma & Ba 2015) with β 0.9 and 0.999, ε 1e-7. The factors are 1 − β^t; weights are multiplied by `keep`
   * first, which is decoupled weight decay (Loshchilov & Hutter 2019).
   */
  adam(
    weights: number,
    gradients: number,
    means: number,
    squares: number,
    count: number,
    meanFactor: number,
    squareFactor: number,
    rate: number,
    keep: number,
  ): void;
}
