import { inflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { exifOrientation } from './exif-orientation.ts';
import { upright } from './upright.ts';

/** Four bytes a pixel: red, green, blue, opacity. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture of a few kilobytes can claim any size: the claim is held against this before anything is unpacked. */
const mostMegapixels = 50;
const mostMemoryMb = 1024;

/** The pixels of a PNG or JPEG file, whatever its name says; a photograph as it is to be looked at. @throws Error with a reason for the user */
export const decodeImage = (bytes: Buffer): Bitmap => {
  if (bytes.length === 0) throw new Error('it is empty');
  if (bytes.subarray(0, 4).toString('hex') === '89504e47') return decodePng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpeg(bytes);
  throw new Error('it is neither PNG nor JPEG');
};

const decodePng = (bytes: Buffer): Bitmap => {
  if (bytes.length < 33) throw new Error('it breaks off');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  checkSize(width, height);
  checkPacked(bytes, width * height);
  const { data } = PNG.sync.read(bytes);
  return { width, height, data };
};

const decodeJpeg = (bytes: Buffer): Bitmap => {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxResolutionInMP: mostMegapixels,
    maxMemoryUsageInMB: mostMemoryMb,
  });
  checkSize(width, height);
  return upright({ width, height, data }, exifOrientation(bytes));
};

const checkSize = (width: number, height: number): void => {
  if (width === 0 || height === 0) throw new Error('it has no pixels');
  if (width * height > mostMegapixels * 1e6)
    throw new Error(`it has ${width} × ${height} pixels, more than ${mostMegapixels} million`);
};

/** The decoder unpacks all data of an interlaced file, however much that is; 16-bit pixels take eight bytes. */
const checkPacked = (bytes: Buffer, pixels: number): void => {
  const pieces: Buffer[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') pieces.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const most = pixels * 9 + 1_000_000;
  inflateSync(Buffer.concat(pieces), { maxOutputLength: most });
};
