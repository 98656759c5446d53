import type { Bitmap } from './decode-image.ts';
import type { ImagesParams } from './params.ts';

interface Square {
  readonly size: number;
  readonly channels: 1 | 3;
  readonly fit: ImagesParams['fit'];
}

/** A stretch of the source that becomes `count` pixels of the target from `offset` on. */
interface Span {
  readonly from: number;
  readonly length: number;
  readonly offset: number;
  readonly count: number;
}

/**
 * The image as size × size × channels values in 0…1, row by row, the channels of a pixel side by side. Each pixel is the
 * mean of the area it covers; what is transparent counts as black.
 */
export const resize = (image: Bitmap, { size, channels, fit }: Square): Float64Array => {
  const across = spanOf(image.width, image.height, { size, fit });
  const down = spanOf(image.height, image.width, { size, fit });
  const narrow = narrowed(image, across, channels);
  const result = new Float64Array(size * size * channels);
  for (let y = 0; y < down.count; y++) {
    const row = new Float64Array(across.count * channels);
    eachPart(down, y, (source, share) => {
      const start = source * row.length;
      for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + share * (narrow[start + i] ?? 0);
    });
    result.set(row, ((down.offset + y) * size + across.offset) * channels);
  }
  return result;
};

const spanOf = (length: number, other: number, { size, fit }: Omit<Square, 'channels'>): Span => {
  if (fit === 'stretch') return { from: 0, length, offset: 0, count: size };
  if (fit === 'crop') {
    const side = Math.min(length, other);
    return { from: (length - side) / 2, length: side, offset: 0, count: size };
  }
  const count = Math.max(1, Math.round((size * length) / Math.max(length, other)));
  return { from: 0, length, offset: Math.floor((size - count) / 2), count };
};

/** Calls with each source pixel that target pixel `index` covers, and the share of the target it makes. */
const eachPart = (span: Span, index: number, use: (source: number, share: number) => void): void => {
  const step = span.length / span.count;
  const start = span.from + index * step;
  const end = start + step;
  for (let source = Math.floor(start); source < end; source++) {
    const covered = Math.min(end, source + 1) - Math.max(start, source);
    if (covered > 1e-12) use(source, covered / step);
  }
};

/** All rows of the source, each brought to its new width, as values in 0…1. */
const narrowed = ({ width, height, data }: Bitmap, across: Span, channels: 1 | 3): Float64Array => {
  const result = new Float64Array(height * across.count * channels);
  for (let x = 0; x < across.count; x++)
    eachPart(across, x, (source, share) => {
      for (let y = 0; y < height; y++) {
        const at = (y * width + source) * 4;
        const weight = (share * (data[at + 3] ?? 0)) / 255 / 255;
        const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
        const to = (y * across.count + x) * channels;
        if (channels === 1) add(result, to, (weight * (299 * red + 587 * green + 114 * blue)) / 1000);
        else for (const [channel, value] of [red, green, blue].entries()) add(result, to + channel, weight * value);
      }
    });
  return result;
};

const add = (values: Float64Array, index: number, value: number): void => {
  values[index] = (values[index] ?? 0) + value;
};
