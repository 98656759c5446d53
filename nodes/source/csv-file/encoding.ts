/** Encodings as TextDecoder names them. What says it is Latin-1 is in practice Windows-1252, which contains it. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** The bytes look like no text in any of them. */
  readonly binary: boolean;
}

/** Finds how the head of a file is encoded. `complete`: the head is the whole file. */
export const detectEncoding = (head: Uint8Array, complete: boolean): DetectedEncoding => {
  const marked = byMark(head);
  if (marked) return { encoding: marked, binary: false };
  const wide = byZeros(head);
  if (wide) return { encoding: wide, binary: false };
  if (head.includes(0) || controlShare(head) > 0.05) return { encoding: 'utf-8', binary: true };
  return { encoding: isUtf8(head, complete) ? 'utf-8' : 'windows-1252', binary: false };
};

const byMark = (head: Uint8Array): Encoding | undefined => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
};

/** Western text in UTF-16 has a zero in nearly every other byte, and only there. */
const byZeros = (head: Uint8Array): Encoding | undefined => {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const half = head.length / 2;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0.7 * half && even < 0.02 * half) return 'utf-16le';
  return even > 0.7 * half && odd < 0.02 * half ? 'utf-16be' : undefined;
};

const controlShare = (head: Uint8Array): number => {
  let control = 0;
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) control++;
  return head.length === 0 ? 0 : control / head.length;
};

/** A head that was cut off may end within a character, so `stream` lets the last one be incomplete. */
const isUtf8 = (head: Uint8Array, complete: boolean): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !complete });
    return true;
  } catch {
    return false;
  }
};
