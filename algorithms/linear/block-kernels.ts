import type { Design } from './design.ts';

/** scores[row] = Σ_j block[j][row] · coefficients[offset + j] over the design's current block. */
export const blockScores = (
  { block, blockRows, width }: Design,
  coefficients: Float64Array,
  offset: number,
  scores: Float64Array,
): void => {
  scores.fill(0);
  for (let column = 0; column < width; column += 4) {
    const a = coefficients[offset + column] as number;
    const b = coefficients[offset + column + 1] as number;
    const c = coefficients[offset + column + 2] as number;
    const d = coefficients[offset + column + 3] as number;
    const first = column * blockRows;
    const second = first + blockRows;
    const third = second + blockRows;
    const fourth = third + blockRows;
    for (let row = 0; row < blockRows; row++)
      scores[row] =
        (scores[row] as number) +
        (block[first + row] as number) * a +
        (block[second + row] as number) * b +
        (block[third + row] as number) * c +
        (block[fourth + row] as number) * d;
  }
};

/** sums[offset + j] += Σ_row block[j][row] · values[row] over the design's current block. */
export const addBlockProducts = (
  { block, blockRows, width }: Design,
  values: Float64Array,
  sums: Float64Array,
  offset: number,
): void => {
  for (let column = 0; column < width; column += 4) {
    const first = column * blockRows;
    const second = first + blockRows;
    const third = second + blockRows;
    const fourth = third + blockRows;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let row = 0; row < blockRows; row++) {
      const value = values[row] as number;
      a += (block[first + row] as number) * value;
      b += (block[second + row] as number) * value;
      c += (block[third + row] as number) * value;
      d += (block[fourth + row] as number) * value;
    }
    const at = offset + column;
    sums[at] = (sums[at] as number) + a;
    sums[at + 1] = (sums[at + 1] as number) + b;
    sums[at + 2] = (sums[at + 2] as number) + c;
    sums[at + 3] = (sums[at + 3] as number) + d;
  }
};

/**
 * gram[j][k] += Σ_row weights[row] · block[j][row] · block[k][row] for k ≤ j (and a few above the diagonal).
 * Two by four columns at a time: eight sums in registers for six loads.
 */
export const addBlockGram = (
  { block, blockRows, width }: Design,
  weights: Float64Array,
  gram: Float64Array,
  weighted: Float64Array,
): void => {
  for (let j = 0; j < width; j += 2) {
    const j0 = j * blockRows;
    const j1 = j0 + blockRows;
    for (let row = 0; row < blockRows; row++) {
      const weight = weights[row] as number;
      weighted[row] = (block[j0 + row] as number) * weight;
      weighted[blockRows + row] = (block[j1 + row] as number) * weight;
    }
    for (let k = 0; k <= j; k += 4) addTile({ block, blockRows, width }, weighted, gram, j * width + k, k * blockRows);
  }
};

type Blocked = Pick<Design, 'block' | 'blockRows' | 'width'>;

const addTile = (
  { block, blockRows, width }: Blocked,
  weighted: Float64Array,
  gram: Float64Array,
  cell: number,
  k0: number,
): void => {
  const k1 = k0 + blockRows;
  const k2 = k1 + blockRows;
  const k3 = k2 + blockRows;
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let row = 0; row < blockRows; row++) {
    const first = weighted[row] as number;
    const second = weighted[blockRows + row] as number;
    const x0 = block[k0 + row] as number;
    const x1 = block[k1 + row] as number;
    const x2 = block[k2 + row] as number;
    const x3 = block[k3 + row] as number;
    a0 += first * x0;
    a1 += first * x1;
    a2 += first * x2;
    a3 += first * x3;
    b0 += second * x0;
    b1 += second * x1;
    b2 += second * x2;
    b3 += second * x3;
  }
  gram[cell] = (gram[cell] as number) + a0;
  gram[cell + 1] = (gram[cell + 1] as number) + a1;
  gram[cell + 2] = (gram[cell + 2] as number) + a2;
  gram[cell + 3] = (gram[cell + 3] as number) + a3;
  gram[cell + width] = (gram[cell + width] as number) + b0;
  gram[cell + width + 1] = (gram[cell + width + 1] as number) + b1;
  gram[cell + width + 2] = (gram[cell + width + 2] as number) + b2;
  gram[cell + width + 3] = (gram[cell + width + 3] as number) + b3;
};
