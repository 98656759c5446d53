import type { LinearKernels } from './linear-kernels.ts';
import type { PlainViews } from './plain-views.ts';

/** gram[j][k] and gram[j + 1][k]: two weighted columns by one other, even and odd rows apart. */
const addCells = (
  { f64 }: PlainViews,
  {
    one,
    two,
    other,
    rows,
  }: { readonly one: number; readonly two: number; readonly other: number; readonly rows: number },
  [cell, below]: readonly [number, number],
): void => {
  let a = 0;
  let aOdd = 0;
  let b = 0;
  let bOdd = 0;
  for (let row = 0; row < rows; row += 2) {
    const x = f64[other + row] as number;
    const xOdd = f64[other + row + 1] as number;
    a += (f64[one + row] as number) * x;
    aOdd += (f64[one + row + 1] as number) * xOdd;
    b += (f64[two + row] as number) * x;
    bOdd += (f64[two + row + 1] as number) * xOdd;
  }
  f64[cell] = (f64[cell] as number) + (a + aOdd);
  f64[below] = (f64[below] as number) + (b + bOdd);
};

export const plainGram = (views: PlainViews): Pick<LinearKernels, 'gram'> => ({
  gram: (block, rows, columns, weights, scratch, to) => {
    const { f64 } = views;
    const one = scratch / 8;
    const two = one + rows;
    for (let j = 0; j < columns; j += 2) {
      const j0 = block / 8 + j * rows;
      for (let row = 0; row < rows; row++) {
        const weight = f64[weights / 8 + row] as number;
        f64[one + row] = (f64[j0 + row] as number) * weight;
        f64[two + row] = (f64[j0 + rows + row] as number) * weight;
      }
      const end = Math.min(columns, 4 * Math.floor(j / 4) + 4);
      for (let k = 0; k < end; k++) {
        const cell = to / 8 + j * columns + k;
        addCells(views, { one, two, other: block / 8 + k * rows, rows }, [cell, cell + columns]);
      }
    }
  },
});
