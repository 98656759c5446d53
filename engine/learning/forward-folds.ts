/**
 * Blocks 0…k of rows in the order of time, ties together: block 0 is only ever trained on, each later one is held out once
 * from a fit on the rows before it. As scikit-learn's TimeSeriesSplit; undefined where a block would be empty.
 */
export const forwardFolds = (times: Float64Array, k: number): Float64Array | undefined => {
  const rows = times.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => (times[a] as number) - (times[b] as number) || a - b,
  );
  const blocks = new Float64Array(rows);
  const sizes = new Uint32Array(k + 1);
  let first = 0;
  for (let at = 0; at < rows; at++) {
    const row = order[at] as number;
    if (times[row] !== times[order[first] as number]) first = at;
    const block = Math.floor((first * (k + 1)) / rows);
    blocks[row] = block;
    sizes[block] = (sizes[block] as number) + 1;
  }
  return sizes.includes(0) ? undefined : blocks;
};

/** The earliest time in each block. */
export const blockStarts = (times: Float64Array, blocks: Float64Array, k: number): readonly number[] => {
  const starts = new Array<number>(k + 1).fill(Number.POSITIVE_INFINITY);
  for (const [row, block] of blocks.entries()) starts[block] = Math.min(starts[block] as number, times[row] as number);
  return starts;
};
