import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeImage } from '../../nodes/source/images/decode-image.ts';
import { resize } from '../../nodes/source/images/resize.ts';

const golden = JSON.parse(readFileSync(new URL('images.json', import.meta.url), 'utf8')) as {
  readonly size: number;
  readonly files: Readonly<Record<string, { readonly content: string; readonly grey: readonly number[] }>>;
};

/** Decoders of JPEG round differently, and fill in halved colours in different ways. */
const tolerance = (name: string): number => {
  if (name.endsWith('.png')) return 1;
  return name === 'subsampled.jpg' ? 60 : 6;
};

test.each(Object.entries(golden.files))('%s has the pixels that Pillow reads in it', (name, { content, grey }) => {
  const image = decodeImage(Buffer.from(content, 'base64'));
  const shades = resize(image, { size: golden.size, channels: 1, fit: 'stretch' });
  const off = Array.from(shades, (shade, at) => Math.abs(shade * 255 - (grey[at] as number)));
  expect([image.width, image.height]).toEqual([golden.size, golden.size]);
  expect(Math.max(...off)).toBeLessThanOrEqual(tolerance(name));
  expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(3);
});
