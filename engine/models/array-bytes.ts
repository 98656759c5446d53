import type { TypedArray } from '../../contract/matrix.ts';

export const arrayTypes = ['f32', 'f64', 'i32', 'u32', 'u16', 'u8', 'i8'] as const;
export type ArrayType = (typeof arrayTypes)[number];

const constructors = {
  f32: Float32Array,
  f64: Float64Array,
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
  i8: Int8Array,
} as const satisfies Record<ArrayType, unknown>;

const typeOf = (array: TypedArray): ArrayType => {
  const found = arrayTypes.find((type) => array instanceof constructors[type]);
  if (!found) throw new Error(`an estimator can't keep a ${array.constructor.name}`);
  return found;
};

/** The bytes of an array in this machine's order, which is little-endian wherever Node.js runs on a desktop. */
export const toBytes = (array: TypedArray): { readonly type: ArrayType; readonly bytes: Uint8Array } => ({
  type: typeOf(array),
  bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
});

/** Undefined where the bytes do not reach. */
export const fromBytes = (
  bytes: Uint8Array,
  { type, offset, length }: { readonly type: ArrayType; readonly offset: number; readonly length: number },
): TypedArray | undefined => {
  const make = constructors[type];
  const end = offset + length * make.BYTES_PER_ELEMENT;
  if (end > bytes.byteLength) return undefined;
  // A Buffer's own slice is a view of a larger pool.
  return new make(new Uint8Array(bytes.subarray(offset, end)).buffer);
};
