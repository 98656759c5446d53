import type { FileHandle } from 'node:fs/promises';
import { structAt } from './struct.ts';
import { readThrift, type ThriftStruct } from './thrift.ts';

export const magic = 'PAR1';

export interface Footer {
  /** Where it begins. */
  readonly start: number;
  readonly fields: ThriftStruct;
}

/** What a Parquet file says of itself at its end. @throws Error where it is no such file */
export const readFooter = async (file: FileHandle): Promise<Footer> => {
  const { size } = await file.stat();
  const tail = Buffer.alloc(8);
  await file.read(tail, 0, 8, Math.max(0, size - 8));
  if (tail.toString('latin1', 4) !== magic) throw new Error('parquet: not such a file');
  const length = tail.readUInt32LE(0);
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, size - 8 - length);
  return { start: size - 8 - length, fields: readThrift(bytes) };
};

/** Of which column a chunk is. */
export const nameOf = (chunk: ThriftStruct): string => {
  const path = structAt(chunk, 3).get(3)?.value as { readonly items: readonly Uint8Array[] };
  return path.items.map((item) => Buffer.from(item).toString()).join('.');
};
