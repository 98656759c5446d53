/** Numbers that take more bits than this have to be put together of more than four bytes. */
const mostBits = 24;

/**
 * Reads numbers of `width` bits in Parquet's hybrid of runs and packed groups of eight into `out`, as many as it takes.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#run-length-encoding--bit-packing-hybrid-rle--3
 * @throws Error where the bytes end before, or the numbers are too wide
 */
export const readHybrid = (bytes: Uint8Array, width: number, out: Uint32Array): void => {
  if (width > mostBits) throw new Error('parquet: numbers are too wide');
  const mask = 2 ** width - 1;
  const whole = (width + 7) >> 3;
  let [at, filled] = [0, 0];
  while (filled < out.length) {
    if (at >= bytes.length) throw new Error('parquet: the end came too soon');
    let [header, shift] = [0, 0];
    for (let byte = 128; byte >= 128; shift += 7) {
      byte = bytes[at++] as number;
      header |= (byte & 127) << shift;
    }
    const count = header >>> 1;
    if ((header & 1) === 0) {
      let value = 0;
      for (let i = 0; i < whole; i++) value |= (bytes[at++] as number) << (8 * i);
      out.fill(value, filled, Math.min(out.length, filled + count));
      filled += count;
      continue;
    }
    const end = Math.min(out.length, filled + 8 * count);
    for (let bit = 0; filled < end; filled++, bit += width) {
      const from = at + (bit >> 3);
      const word =
        (bytes[from] as number) |
        ((bytes[from + 1] ?? 0) << 8) |
        ((bytes[from + 2] ?? 0) << 16) |
        ((bytes[from + 3] ?? 0) << 24);
      out[filled] = (word >>> (bit & 7)) & mask;
    }
    at += count * width;
  }
};
