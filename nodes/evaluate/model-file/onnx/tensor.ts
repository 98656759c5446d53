/** Element types by their numbers in the ONNX format. */
export const elementTypes = { float: 1, int64: 7, string: 8, double: 11 } as const;
export type ElementType = keyof typeof elementTypes;

export interface Tensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly values: ArrayLike<number> | readonly string[];
}

const bytesOf = (array: Float32Array | Float64Array | BigInt64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The elements as bytes, lowest first. Texts have none. */
export const rawData = ({ type, values }: Tensor): Uint8Array => {
  const numbers = values as ArrayLike<number>;
  if (type === 'float') return bytesOf(Float32Array.from(numbers));
  if (type === 'double') return bytesOf(Float64Array.from(numbers));
  return bytesOf(BigInt64Array.from(Array.from(numbers, BigInt)));
};

export const floats = (dims: readonly number[], values: ArrayLike<number>): Tensor => ({ type: 'float', dims, values });
export const doubles = (dims: readonly number[], values: ArrayLike<number>): Tensor => ({
  type: 'double',
  dims,
  values,
});
export const whole = (dims: readonly number[], values: readonly number[]): Tensor => ({ type: 'int64', dims, values });
export const strings = (values: readonly string[]): Tensor => ({ type: 'string', dims: [values.length], values });
