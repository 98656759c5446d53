import type { TypedArray } from '../../../contract/matrix.ts';
import type { RowProgram } from '../../../contract/row-program.ts';

const types = new Map<unknown, string>([
  [Float32Array, 'f32'],
  [Float64Array, 'f64'],
  [Int32Array, 'i32'],
  [Uint32Array, 'u32'],
  [Uint8Array, 'u8'],
]);

const packed = (array: TypedArray): { readonly type: string; readonly base64: string } => {
  const type = types.get(array.constructor);
  if (!type) throw new Error(`a scorer can't keep a ${array.constructor.name}`);
  return { type, base64: Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64') };
};

const isArray = (value: unknown): value is TypedArray => ArrayBuffer.isView(value);

/** Answers may differ by so much, relative to their size, and be the same: networks count in float32, all others in float64. */
export const toleranceOf = ({ estimator }: RowProgram): number => (estimator.kind === 'dense' ? 1e-5 : 1e-12);

/**
 * A program as JSON, arrays as base64, and that as a string literal that JavaScript and Python both read, in ASCII. Nothing that
 * stands in a flow can end the literal, or the script of a page that it is put into.
 */
export const programText = (program: RowProgram): string => {
  const content = {
    ...program,
    tolerance: toleranceOf(program),
    features: program.preparation.input,
    estimator: Object.fromEntries(
      Object.entries(program.estimator).map(([name, value]) => [name, isArray(value) ? packed(value) : value]),
    ),
  };
  const json = JSON.stringify(content).replace(
    /[<>\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return JSON.stringify(json);
};
