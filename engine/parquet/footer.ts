import type { FileHandle } from 'node:fs/promises';
import { i32, list, struct, structAt, structsAt, textAt, withFields } from './struct.ts';
import { readThrift, type ThriftStruct, thriftTypes, writeThrift } from './thrift.ts';

const magic = 'PAR1';

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

interface Changed {
  readonly without: ReadonlySet<string>;
  readonly added: readonly ThriftStruct[];
}

/** The columns of a file, the root first. @throws Error where columns lie within columns */
export const schemaOf = (fields: ThriftStruct, { without, added }: Changed): readonly ThriftStruct[] => {
  const [root, ...elements] = structsAt(fields, 2);
  // Columns within columns would have to be told from those that they lie in.
  if (!root || elements.some((element) => element.has(5))) throw new Error('parquet: columns are nested');
  const kept = elements.filter((element) => !without.has(textAt(element, 4)));
  return [withFields(root, { 5: i32(kept.length + added.length) }), ...kept, ...added];
};

/** What a file says of itself with other columns. They are ordered as their types are: the same for each. */
export const withColumns = (
  fields: ThriftStruct,
  schema: readonly ThriftStruct[],
  groups: readonly ThriftStruct[],
): ThriftStruct => {
  const orders = schema.slice(1).map(() => new Map([[1, struct({})]]));
  return withFields(fields, {
    2: list(thriftTypes.struct, schema),
    4: list(thriftTypes.struct, groups),
    ...(fields.has(7) ? { 7: list(thriftTypes.struct, orders) } : {}),
  });
};

/** Ends a file anew behind its pages, those that are added and those that begin before `start`. */
export const writeFooter = async (
  file: FileHandle,
  start: number,
  { pages, fields }: { readonly pages: readonly Uint8Array[]; readonly fields: ThriftStruct },
): Promise<void> => {
  const footer = writeThrift(fields);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(footer.length);
  end.write(magic, 4, 'latin1');
  const written = Buffer.concat([...pages, footer, end]);
  await file.truncate(start);
  await file.write(written, 0, written.length, start);
};
