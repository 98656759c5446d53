import { type ThriftField, type ThriftList, type ThriftStruct, type ThriftValue, thriftTypes } from './thrift.ts';

export const i32 = (value: number): ThriftField => ({ type: thriftTypes.i32, value });
export const i64 = (value: number): ThriftField => ({ type: thriftTypes.i64, value });
export const text = (value: string): ThriftField => ({ type: thriftTypes.binary, value: Buffer.from(value) });
export const struct = (fields: Readonly<Record<number, ThriftField>>): ThriftField => ({
  type: thriftTypes.struct,
  value: structOf(fields),
});
export const list = (of: number, items: readonly ThriftValue[]): ThriftField => ({
  type: thriftTypes.list,
  value: { of, items },
});

export const structOf = (fields: Readonly<Record<number, ThriftField>>): ThriftStruct =>
  new Map(Object.entries(fields).map(([id, field]) => [Number(id), field]));

export const withFields = (fields: ThriftStruct, changed: Readonly<Record<number, ThriftField>>): ThriftStruct =>
  new Map([...fields, ...structOf(changed)]);

const missing = (id: number): Error => new Error(`parquet: field ${id} is missing`);

export const numberAt = (fields: ThriftStruct, id: number): number => {
  const value = fields.get(id)?.value;
  if (typeof value !== 'number') throw missing(id);
  return value;
};

export const textAt = (fields: ThriftStruct, id: number): string => {
  const value = fields.get(id)?.value;
  if (!(value instanceof Uint8Array)) throw missing(id);
  return Buffer.from(value).toString();
};

export const structsAt = (fields: ThriftStruct, id: number): readonly ThriftStruct[] =>
  (fields.get(id)?.value as ThriftList | undefined)?.items.map((item) => item as ThriftStruct) ?? [];

export const structAt = (fields: ThriftStruct, id: number): ThriftStruct => {
  const value = fields.get(id)?.value;
  if (!(value instanceof Map)) throw missing(id);
  return value as ThriftStruct;
};
