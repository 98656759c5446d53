import type { PlainViews } from './plain-views.ts';
import { missingBin, type TreeKernels } from './tree-kernels.ts';

type Binning = Pick<TreeKernels, 'binNumbers' | 'binCategories'>;
type Histograms = Pick<TreeKernels, 'addRows' | 'subtract' | 'partition' | 'markRows'>;

export const plainBinning = ({ u8, f32 }: PlainViews): Binning => ({
  binNumbers: (values, count, edges, to, stride) => {
    const first = edges / 4;
    for (let at = 0; at < count; at++) {
      const value = f32[values / 4 + at] as number;
      let low = 0;
      let high = missingBin;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value <= (f32[first + middle] as number)) high = middle;
        else low = middle + 1;
      }
      u8[to + at * stride] = Number.isNaN(value) ? missingBin : low;
    }
  },
  binCategories: (values, count, to, stride) => {
    for (let at = 0; at < count; at++) {
      const code = f32[values / 4 + at] as number;
      u8[to + at * stride] = code >= 0 ? Math.min(code, missingBin - 1) : missingBin;
    }
  },
});

export const plainHistograms = ({ u8, u16, i32 }: PlainViews): Histograms => ({
  addRows: (rows, count, bins, shift, columns, packed, histogram) => {
    const size = 2 ** shift;
    for (let at = 0; at < count; at++) {
      const row = i32[rows / 4 + at] as number;
      const both = i32[packed / 4 + row] as number;
      const gradient = both >> 16;
      const hessian = both & 0xffff;
      const record = bins + row * size;
      for (let column = 0; column < columns; column++) {
        const cell = histogram / 4 + (column * 256 + (u8[record + column] as number)) * 4;
        i32[cell] = (i32[cell] as number) + gradient;
        i32[cell + 1] = (i32[cell + 1] as number) + hessian;
        i32[cell + 2] = (i32[cell + 2] as number) + 1;
      }
    }
  },
  subtract: (from, what, cells) => {
    const target = from / 4;
    const source = what / 4;
    for (let word = 0; word < cells * 4; word++)
      i32[target + word] = (i32[target + word] as number) - (i32[source + word] as number);
  },
  partition: (rows, count, bins, shift, table, left, right) => {
    const size = 2 ** shift;
    let lefts = 0;
    for (let at = 0; at < count; at++) {
      const row = i32[rows / 4 + at] as number;
      if (u8[table + (u8[bins + row * size] as number)] === 1) i32[left / 4 + lefts++] = row;
      else i32[right / 4 + (at - lefts)] = row;
    }
    return lefts;
  },
  markRows: (rows, count, leaves, leaf) => {
    for (let at = 0; at < count; at++) u16[leaves / 2 + (i32[rows / 4 + at] as number)] = leaf;
  },
});
