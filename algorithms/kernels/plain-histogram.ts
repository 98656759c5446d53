import type { PlainViews } from './plain-views.ts';
import { missingBin, type TreeKernels } from './tree-kernels.ts';

type Binning = Pick<TreeKernels, 'binNumbers' | 'binCategories'>;
type Histograms = Pick<
  TreeKernels,
  'fillRecords' | 'addRows' | 'add' | 'subtract' | 'partition' | 'countUp' | 'markRows'
>;

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
  fillRecords: (bins, columnStride, columns, count, records, stride) => {
    for (let column = 0; column < columns; column++)
      for (let at = 0; at < count; at++)
        u8[records + at * stride + column] = u8[bins + column * columnStride + at] as number;
  },
  addRows: (rows, count, records, stride, columns, packed, histogram) => {
    for (let at = 0; at < count; at++) {
      const row = (i32[rows / 4 + at] as number) * stride;
      const both = i32[(packed + row) / 4] as number;
      const gradient = both >> 16;
      const hessian = both & 0xffff;
      const record = records + row;
      for (let column = 0; column < columns; column++) {
        const cell = histogram / 4 + (column * 256 + (u8[record + column] as number)) * 4;
        i32[cell] = (i32[cell] as number) + gradient;
        i32[cell + 1] = (i32[cell + 1] as number) + hessian;
        i32[cell + 2] = (i32[cell + 2] as number) + 1;
      }
    }
  },
  add: (to, what, cells) => {
    for (let word = 0; word < cells * 4; word++)
      i32[to / 4 + word] = (i32[to / 4 + word] as number) + (i32[what / 4 + word] as number);
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
  countUp: (to, count, first) => {
    for (let at = 0; at < count; at++) i32[to / 4 + at] = first + at;
  },
  markRows: (rows, count, leaves, leaf) => {
    for (let at = 0; at < count; at++) u16[leaves / 2 + (i32[rows / 4 + at] as number)] = leaf;
  },
});
