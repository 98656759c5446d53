import { type FileHandle, open } from 'node:fs/promises';
import { nameOf, readFooter } from './footer.ts';
import { readHybrid } from './hybrid.ts';
import { numberAt, structAt, structsAt, textAt } from './struct.ts';
import { readThriftAt, type ThriftStruct } from './thrift.ts';

/** Numbers of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
const [int64, double] = [2, 5];
const [dataPage, dictionaryPage] = [0, 2];
const [plain, plainDictionary, dictionary] = [0, 2, 8];
const optional = 1;
const whole = 2 ** 32;

interface Reading {
  readonly isWhole: boolean;
  readonly isOptional: boolean;
  readonly into: Float64Array;
}

/** Eight bytes each, from whatever place, as numbers. */
const valuesOf = (bytes: Uint8Array, count: number, isWhole: boolean): Float64Array => {
  if (bytes.length < 8 * count) throw new Error('parquet: the end came too soon');
  const values = new Float64Array(count);
  new Uint8Array(values.buffer).set(bytes.subarray(0, 8 * count));
  if (!isWhole) return values;
  const words = new Int32Array(values.buffer);
  for (let at = 0; at < count; at++)
    values[at] = (words[2 * at + 1] as number) * whole + ((words[2 * at] as number) >>> 0);
  return values;
};

/** Whether the levels are a single run of ones, as they are where no value is missing. */
const isWholeRun = (bytes: Uint8Array, rows: number): boolean => {
  let [at, header, factor] = [0, 0, 1];
  for (let byte = 128; byte >= 128 && at < bytes.length; factor *= 128) {
    byte = bytes[at++] as number;
    header += (byte & 127) * factor;
  }
  return header % 2 === 0 && header / 2 >= rows && bytes[at] === 1;
};

/** Whether each row has a value, and how many have; undefined where all have. */
const presentOf = (bytes: Uint8Array, rows: number) => {
  if (isWholeRun(bytes, rows)) return undefined;
  const present = new Uint32Array(rows);
  readHybrid(bytes, 1, present);
  let count = 0;
  for (const one of present) count += one;
  return count === rows ? undefined : { present, count };
};

const looked = (bytes: Uint8Array, count: number, levels: Float64Array): Float64Array => {
  const places = new Uint32Array(count);
  if (count > 0) readHybrid(bytes.subarray(1), bytes[0] as number, places);
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) values[at] = levels[places[at] as number] as number;
  return values;
};

/** A page of values, put from `row` on. */
const readPage = (
  bytes: Uint8Array,
  header: ThriftStruct,
  { isWhole, isOptional, into, row, levels }: Reading & { readonly row: number; readonly levels: Float64Array },
): number => {
  const rows = numberAt(header, 1);
  const encoding = numberAt(header, 2);
  const size = isOptional ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : 0;
  const gaps = isOptional ? presentOf(bytes.subarray(4, 4 + size), rows) : undefined;
  const body = bytes.subarray(isOptional ? 4 + size : 0);
  const count = gaps?.count ?? rows;
  if (![plain, plainDictionary, dictionary].includes(encoding)) throw new Error('parquet: an encoding is not known');
  if (row + rows > into.length) throw new Error('parquet: there are too many rows');
  if (encoding === plain && !gaps && !isWhole) {
    new Uint8Array(into.buffer, into.byteOffset + 8 * row, 8 * rows).set(body.subarray(0, 8 * rows));
    return rows;
  }
  const values = encoding === plain ? valuesOf(body, count, isWhole) : looked(body, count, levels);
  if (!gaps) into.set(values, row);
  else
    for (let at = 0, next = 0; at < rows; at++)
      into[row + at] = gaps.present[at] === 1 ? (values[next++] as number) : Number.NaN;
  return rows;
};

/** The pages of one column in one row group. */
const readChunk = (bytes: Uint8Array, from: number, reading: Reading): void => {
  let levels: Float64Array = new Float64Array();
  let row = from;
  for (let at = 0; at < bytes.length; ) {
    const { fields, length } = readThriftAt(bytes, at);
    const size = numberAt(fields, 3);
    const body = bytes.subarray(at + length, at + length + size);
    at += length + size;
    const kind = numberAt(fields, 1);
    if (kind === dictionaryPage) levels = valuesOf(body, numberAt(structAt(fields, 7), 1), reading.isWhole);
    else if (kind === dataPage) row += readPage(body, structAt(fields, 5), { ...reading, row, levels });
    else throw new Error('parquet: a page is not known');
  }
};

const chunkBytes = async (file: FileHandle, chunk: ThriftStruct, memory: Uint8Array): Promise<Uint8Array> => {
  const about = structAt(chunk, 3);
  if (numberAt(about, 4) !== 0) throw new Error('parquet: a column is packed');
  const start = about.has(11) ? numberAt(about, 11) : numberAt(about, 9);
  const length = numberAt(about, 7);
  const bytes = length <= memory.length ? memory.subarray(0, length) : new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead !== length) throw new Error('parquet: the end came too soon');
  return bytes;
};

export interface NumbersWanted {
  readonly name: string;
  /** Takes a value a row, NaN where there is none. */
  readonly into: Float64Array;
}

const chunkMemory = 2_000_000;

/** How a column is to be read. @throws Error where it is not there, or holds something else */
const readingOf = (element: ThriftStruct | undefined, into: Float64Array): Reading => {
  const type = element?.has(1) ? numberAt(element, 1) : -1;
  // What has a meaning beyond its type, such as a time, is not for this.
  const isPlain = element !== undefined && (type === double || (type === int64 && !hasMeaning(element)));
  if (!isPlain) throw new Error('parquet: a column holds no plain numbers');
  return { isWhole: type === int64, isOptional: numberAt(element, 3) === optional, into };
};

const signed64 = 18;
const integerType = 10;

/** Whether whole numbers are times, or have no sign. */
const hasMeaning = (element: ThriftStruct): boolean => {
  const converted = element.has(6) ? numberAt(element, 6) : signed64;
  return converted !== signed64 || (element.has(10) && !structAt(element, 10).has(integerType));
};

interface PlacedChunk {
  readonly chunk: ThriftStruct;
  /** Its first row. */
  readonly row: number;
}

/** The chunks of each column, in the order of their rows, and how many rows there are. */
const chunksOf = (fields: ThriftStruct) => {
  const chunks = new Map<string, PlacedChunk[]>();
  let row = 0;
  for (const group of structsAt(fields, 4)) {
    for (const chunk of structsAt(group, 1)) {
      const name = nameOf(chunk);
      const known = chunks.get(name);
      if (known) known.push({ chunk, row });
      else chunks.set(name, [{ chunk, row }]);
    }
    row += numberAt(group, 3);
  }
  return { chunks, rows: row };
};

export interface NumbersFile {
  /** @throws Error where the file holds them in a way that is not known here */
  read(wanted: readonly NumbersWanted[], check: () => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * Numbers of a Parquet file that is not packed, as they lie there. DuckDB hands them over in thousands of pieces, each of
 * which counts as memory of its own: collecting that garbage took two of six seconds for 28 million values, fetching another.
 * Whoever reads columns one by one keeps the file open: what it says of itself is long where there are many columns.
 * @throws Error where it is no such file
 */
export const openNumbers = async (path: string): Promise<NumbersFile> => {
  const file = await open(path);
  try {
    const { fields } = await readFooter(file);
    const { chunks, rows } = chunksOf(fields);
    const elements = new Map(structsAt(fields, 2).map((element) => [textAt(element, 4), element]));
    const memory = new Uint8Array(chunkMemory);
    return {
      read: async (wanted, check) => {
        for (const { name, into } of wanted) {
          const reading = readingOf(elements.get(name), into);
          for (const { chunk, row } of chunks.get(name) ?? []) {
            check();
            readChunk(await chunkBytes(file, chunk, memory), row, reading);
          }
          if (into.length !== rows) throw new Error('parquet: another number of rows');
        }
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** All at once. @throws Error as `openNumbers` and its `read` do */
export const readNumbers = async (path: string, wanted: readonly NumbersWanted[], check: () => void): Promise<void> => {
  const file = await openNumbers(path);
  try {
    await file.read(wanted, check);
  } finally {
    await file.close();
  }
};
