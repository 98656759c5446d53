// MD5, RFC 1321: texts are spread over columns by it, nothing is kept secret.
const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines = Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 4294967296) | 0);

const padded = (bytes) => {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const view = new DataView(new ArrayBuffer(length));
  bytes.forEach((byte, at) => {
    view.setUint8(at, byte);
  });
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n, true);
  return view;
};

const mixed = (round, b, c, d) => {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
};

const places = [(at) => at, (at) => (5 * at + 1) % 16, (at) => (3 * at + 5) % 16, (at) => (7 * at) % 16];

const digest = (text) => {
  const view = padded(new TextEncoder().encode(text));
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let start = 0; start < view.byteLength; start += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let at = 0; at < 64; at++) {
      const round = at >> 4;
      const word = view.getInt32(start + 4 * places[round](at), true);
      const sum = (a + mixed(round, b, c, d) + sines[at] + word) | 0;
      const by = shifts[round * 4 + (at % 4)];
      [a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0];
    }
    [a0, b0, c0, d0] = [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
  }
  return [a0, b0, c0, d0];
};

/** The lower half of the digest, read as the engine reads it. */
export const md5Lower = (text) => {
  const [, , low, high] = digest(text).map((word) => BigInt(word >>> 0));
  const swapped = new DataView(new ArrayBuffer(8));
  swapped.setUint32(0, Number(low), true);
  swapped.setUint32(4, Number(high), true);
  return swapped.getBigUint64(0, true);
};
