import type { Random } from '../random/random.ts';

/** So many rows at a time stay in the second-level cache while some of them are drawn. */
const blockRows = 65_536;

/** How many of the draws fall into each block of rows. */
const drawBlocks = (rows: number, random: Random): Int32Array => {
  const draws = new Int32Array(Math.ceil(rows / blockRows));
  if (draws.length === 1) return draws.fill(rows);
  for (let draw = 0; draw < rows; draw++) {
    const block = Math.floor(random.below(rows) / blockRows);
    draws[block] = (draws[block] as number) + 1;
  }
  return draws;
};

/** Draws as many rows as there are, with replacement; writes how often each was drawn, at most 255 times. */
export const drawRows = (drawn: Uint8Array, random: Random): void => {
  drawn.fill(0);
  drawBlocks(drawn.length, random).forEach((count, block) => {
    const own = drawn.subarray(block * blockRows, (block + 1) * blockRows);
    for (let draw = 0; draw < count; draw++) {
      const row = random.below(own.length);
      own[row] = Math.min(255, (own[row] as number) + 1);
    }
  });
};
