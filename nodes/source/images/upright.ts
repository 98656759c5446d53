import type { Bitmap } from './decode-image.ts';
import type { Orientation } from './exif-orientation.ts';

type From = (x: number, y: number) => readonly [number, number];

/** Where a pixel of the upright picture lies in one of `width` × `height` pixels as it was stored. */
const sourceOf = (orientation: Orientation, width: number, height: number): From => {
  const [right, bottom] = [width - 1, height - 1];
  const from: Readonly<Record<Orientation, From>> = {
    1: (x, y) => [x, y],
    2: (x, y) => [right - x, y],
    3: (x, y) => [right - x, bottom - y],
    4: (x, y) => [x, bottom - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, bottom - x],
    7: (x, y) => [right - y, bottom - x],
    8: (x, y) => [right - y, x],
  };
  return from[orientation];
};

/** The picture as it is to be looked at: turned, or seen in a mirror. */
export const upright = (image: Bitmap, orientation: Orientation): Bitmap => {
  if (orientation === 1) return image;
  const lies = orientation >= 5;
  const [width, height] = lies ? [image.height, image.width] : [image.width, image.height];
  const from = sourceOf(orientation, image.width, image.height);
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [sx, sy] = from(x, y);
      const source = 4 * (sy * image.width + sx);
      data.set(image.data.subarray(source, source + 4), 4 * (y * width + x));
    }
  return { width, height, data };
};
