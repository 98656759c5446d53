/** How the rows and columns of a photograph lie, as EXIF 2.3 (§4.6.4, tag 0x0112) counts them; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const orientationTag = 0x0112;
const short = 3;

/** The orientation that a JPEG file says it has; 1 where it says nothing that makes sense. */
export const exifOrientation = (bytes: Buffer): Orientation => {
  // Segments follow each other up to the pixels, each with its length.
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    if (marker === 0xda || marker === 0xd9) return 1;
    const length = bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && segment.toString('latin1', 0, 6) === 'Exif\0\0') return fromTiff(segment.subarray(6));
    at += 2 + length;
  }
  return 1;
};

const fromTiff = (tiff: Buffer): Orientation => {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const at16 = (at: number): number =>
    at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const start = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = at16(start);
  for (let entry = start + 2; entry < start + 2 + entries * 12 && entry + 12 <= tiff.length; entry += 12)
    if (at16(entry) === orientationTag && at16(entry + 2) === short) return asOrientation(at16(entry + 8));
  return 1;
};

const asOrientation = (value: number): Orientation => (value >= 1 && value <= 8 ? (value as Orientation) : 1);
