import type { PlainViews } from './plain-views.ts';
import { leafShift, type WalkKernels, walkFlags, walkNodeBytes } from './walk.ts';

/** What a row's walk needs beside where it is. */
interface Walk {
  readonly nodes: number;
  readonly masks: number;
  /** Address of the row's first value. */
  readonly row: number;
}

const goesRight = ({ f32, i32 }: PlainViews, at: number, { masks, row }: Walk): boolean => {
  const value = f32[(row + (i32[at / 4] as number)) / 4] as number;
  const flags = i32[at / 4 + 3] as number;
  if (Number.isNaN(value)) return (flags & walkFlags.missingRight) !== 0;
  if (masks === 0 || (flags & walkFlags.category) === 0) return value > (f32[at / 4 + 1] as number);
  if (value < 0) return true;
  const bin = Math.floor(Math.min(value, 254));
  const word = masks / 4 + (i32[at / 4 + 1] as number) * 8 + (bin >> 5);
  return (((i32[word] as number) >>> (bin & 31)) & 1) === 0;
};

export const plainWalks = (views: PlainViews): WalkKernels => {
  const { i32, f64 } = views;
  return {
    walkRows: (nodes, root, masks, block, count, leaves) => {
      for (let row = 0; row < count; row++) {
        const walk = { nodes, masks, row: block + row * 4 };
        let at = nodes + root;
        for (;;) {
          const next = nodes + (i32[at / 4 + 2] as number) + (goesRight(views, at, walk) ? walkNodeBytes : 0);
          if (next === at) break;
          at = next;
        }
        i32[leaves / 4 + row] = (i32[at / 4 + 3] as number) >> leafShift;
      }
    },
    addWalked: (leaves, count, values, width, sums, stride) => {
      for (let row = 0; row < count; row++) {
        const from = values / 8 + (i32[leaves / 4 + row] as number) * width;
        const to = (sums + row * stride) / 8;
        for (let value = 0; value < width; value++)
          f64[to + value] = (f64[to + value] as number) + (f64[from + value] as number);
      }
    },
  };
};
