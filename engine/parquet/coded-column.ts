import { i32, i64, list, struct, structOf, text } from './struct.ts';
import { type ThriftStruct, thriftTypes, writeThrift } from './thrift.ts';

/** A column of few different texts: a code a row, the text of each code. At most 256 texts. */
export interface CodedColumn {
  readonly name: string;
  readonly codes: Uint8Array;
  readonly levels: readonly string[];
}

/** Numbers of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
const byteArray = 6;
const [plain, rle, dictionary] = [0, 3, 8];
const [dataPage, dictionaryPage] = [0, 2];
const utf8 = 0;
const required = 0;
const uncompressed = 0;

export const codedElement = ({ name }: CodedColumn): ThriftStruct =>
  structOf({ 1: i32(byteArray), 3: i32(required), 4: text(name), 6: i32(utf8) });

const page = (
  kind: number,
  own: Readonly<Record<number, ReturnType<typeof struct>>>,
  content: Uint8Array,
): Uint8Array => {
  const header = structOf({ 1: i32(kind), 2: i32(content.length), 3: i32(content.length), ...own });
  return Buffer.concat([writeThrift(header), content]);
};

const levelBytes = (levels: readonly string[]): Uint8Array =>
  Buffer.concat(
    levels.flatMap((level) => {
      const bytes = Buffer.from(level);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );

/** Codes in so many bits each, the first in the lowest bits: one run of the hybrid encoding, after its width. */
const packed = (codes: Uint8Array, width: number): Uint8Array => {
  const perByte = 8 / width;
  const groups = Math.ceil(codes.length / 8);
  const head = [width];
  for (let rest = groups * 2 + 1; ; rest = Math.floor(rest / 128)) {
    head.push(rest >= 128 ? (rest % 128) + 128 : rest);
    if (rest < 128) break;
  }
  const bytes = new Uint8Array(head.length + groups * width);
  bytes.set(head);
  for (let row = 0; row < codes.length; row++) {
    const at = head.length + Math.floor(row / perByte);
    bytes[at] = (bytes[at] ?? 0) | ((codes[row] ?? 0) << (width * (row % perByte)));
  }
  return bytes;
};

/** Widths that never let a code lie across two bytes. */
const widthOf = (levels: number): number => [1, 2, 4].find((width) => levels <= 2 ** width) ?? 8;

export interface Chunk {
  readonly bytes: Uint8Array;
  /** What the footer says of it, once it is known where it lies. */
  metadataAt(offset: number): ThriftStruct;
}

/** A column chunk of some rows: a page with the texts, a page with the codes. */
export const codedChunk = ({ name, codes, levels }: CodedColumn): Chunk => {
  const first = page(dictionaryPage, { 7: struct({ 1: i32(levels.length), 2: i32(plain) }) }, levelBytes(levels));
  const values = struct({ 1: i32(codes.length), 2: i32(dictionary), 3: i32(rle), 4: i32(rle) });
  const second = page(dataPage, { 5: values }, packed(codes, widthOf(levels.length)));
  const bytes = Buffer.concat([first, second]);
  return {
    bytes,
    metadataAt: (offset) =>
      structOf({
        1: i32(byteArray),
        2: list(thriftTypes.i32, [plain, rle, dictionary]),
        3: list(thriftTypes.binary, [Buffer.from(name)]),
        4: i32(uncompressed),
        5: i64(codes.length),
        6: i64(bytes.length),
        7: i64(bytes.length),
        9: i64(offset + first.length),
        11: i64(offset),
        12: struct({ 3: i64(0) }),
      }),
  };
};
