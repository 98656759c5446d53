import type { NetworkKernels } from './network-kernels.ts';
import type { PlainViews } from './plain-views.ts';

type ImageKernels = Pick<NetworkKernels, 'gatherPatches' | 'scatterPatches' | 'maxPool' | 'maxPoolGradient'>;

export const plainImageKernels = ({ f32 }: PlainViews): ImageKernels => ({
  gatherPatches: (from, height, width, channels, fieldHeight, fieldWidth, to) => {
    let into = to >> 2;
    overPatches({ height, width, channels, fieldHeight, fieldWidth }, (at) => {
      f32[into++] = at < 0 ? 0 : (f32[(from >> 2) + at] as number);
    });
  },
  scatterPatches: (from, height, width, channels, fieldHeight, fieldWidth, to) => {
    let next = from >> 2;
    overPatches({ height, width, channels, fieldHeight, fieldWidth }, (at) => {
      const value = f32[next++] as number;
      if (at >= 0) f32[(to >> 2) + at] = (f32[(to >> 2) + at] as number) + value;
    });
  },
  maxPool: (from, height, width, channels, fieldHeight, fieldWidth, to) => {
    overFields({ height, width, channels, fieldHeight, fieldWidth }, (cells, field) => {
      let top = f32[(from >> 2) + (cells[0] as number)] as number;
      for (const cell of cells) if ((f32[(from >> 2) + cell] as number) > top) top = f32[(from >> 2) + cell] as number;
      f32[(to >> 2) + field] = top;
    });
  },
  maxPoolGradient: (from, height, width, channels, fieldHeight, fieldWidth, tops, deltas, to) => {
    overFields({ height, width, channels, fieldHeight, fieldWidth }, (cells, field) => {
      const first = cells.find((cell) => f32[(from >> 2) + cell] === f32[(tops >> 2) + field]);
      if (first !== undefined) f32[(to >> 2) + first] = f32[(deltas >> 2) + field] as number;
    });
  },
});

interface Fields {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly fieldHeight: number;
  readonly fieldWidth: number;
}

/** Where each value of each pixel's surroundings stands in the image; −1 outside. */
const overPatches = (
  { height, width, channels, fieldHeight, fieldWidth }: Fields,
  visit: (at: number) => void,
): void => {
  const above = (fieldHeight - 1) >> 1;
  const before = (fieldWidth - 1) >> 1;
  for (let pixel = 0; pixel < height * width; pixel++)
    for (let cell = 0; cell < fieldHeight * fieldWidth; cell++) {
      const y = Math.floor(pixel / width) + Math.floor(cell / fieldWidth) - above;
      const x = (pixel % width) + (cell % fieldWidth) - before;
      const inside = y >= 0 && y < height && x >= 0 && x < width;
      for (let channel = 0; channel < channels; channel++) visit(inside ? (y * width + x) * channels + channel : -1);
    }
};

/** The cells of each field, and which number the field has among what comes out. */
const overFields = (
  { height, width, channels, fieldHeight, fieldWidth }: Fields,
  visit: (cells: readonly number[], field: number) => void,
): void => {
  const columns = Math.floor(width / fieldWidth);
  const fields = Math.floor(height / fieldHeight) * columns * channels;
  for (let field = 0; field < fields; field++) {
    const channel = field % channels;
    const x = (Math.floor(field / channels) % columns) * fieldWidth;
    const y = Math.floor(field / channels / columns) * fieldHeight;
    const cells = Array.from({ length: fieldHeight * fieldWidth }, (_, cell) => {
      const row = y + Math.floor(cell / fieldWidth);
      return (row * width + x + (cell % fieldWidth)) * channels + channel;
    });
    visit(cells, field);
  }
};
