import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { TypedArray } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { Model } from '../../contract/values.ts';

const arrayTypes = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array, Int8Array } as const;
type ArrayType = keyof typeof arrayTypes;

const bundleSchema = z.object({
  format: z.literal('millrace-model'),
  version: z.literal(1),
  sha256: z.string(),
  arrays: z.array(
    z.object({
      name: z.string(),
      type: z.enum(Object.keys(arrayTypes) as [ArrayType, ...ArrayType[]]),
      length: z.int().min(0),
      offset: z.int().min(0),
    }),
  ),
  model: z.looseObject({
    kind: z.literal('model'),
    estimator: z.looseObject({ json: z.record(z.string(), z.json()) }),
  }),
});

/** Arrays start at multiples of 8 bytes, so that they can be read in place. */
const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

const hashOf = (model: string, bytes: Uint8Array): string =>
  createHash('sha256').update(model).update(bytes).digest('hex');

/** Writes a model as `model.json` and `arrays.bin`: plain JSON and typed arrays in little-endian order. */
export const writeModel = async (model: Model, folder: string): Promise<void> => {
  const named = Object.entries(model.estimator.arrays).sort(([a], [b]) => (a < b ? -1 : 1));
  const size = named.reduce((sum, [, array]) => sum + padded(array.byteLength), 0);
  const bytes = new Uint8Array(size);
  let offset = 0;
  const arrays = named.map(([name, array]) => {
    const at = offset;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    offset += padded(array.byteLength);
    return { name, type: array.constructor.name, length: array.length, offset: at };
  });
  const content = { ...model, estimator: { json: model.estimator.json } };
  const sha256 = hashOf(JSON.stringify(content), bytes);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'arrays.bin'), bytes);
  await writeFile(
    join(folder, 'model.json'),
    JSON.stringify({ format: 'millrace-model', version: 1, sha256, arrays, model: content }),
  );
};

const damaged = (folder: string, reason: string) => fail('file.damaged-model', { values: { path: folder, reason } });

const readArray = (
  bytes: Uint8Array,
  at: { readonly type: ArrayType; readonly length: number; readonly offset: number },
): TypedArray => {
  const Constructor = arrayTypes[at.type];
  const copy = bytes.slice(at.offset, at.offset + at.length * Constructor.BYTES_PER_ELEMENT);
  return new Constructor(copy.buffer, 0, at.length);
};

/** Reads what `writeModel` wrote. Runs no code. @throws file.damaged-model where anything differs from what was written */
export const readModel = async (folder: string): Promise<Model> => {
  const [text, bytes] = await Promise.all([
    readFile(join(folder, 'model.json'), 'utf8'),
    readFile(join(folder, 'arrays.bin')),
  ]).catch((thrown: unknown) => {
    throw damaged(folder, (thrown as NodeJS.ErrnoException).code ?? String(thrown));
  });
  const bundle = bundleSchema.safeParse(parsed(text));
  if (!bundle.success) throw damaged(folder, 'it is not a model of this version');
  const { model, arrays, sha256 } = bundle.data;
  if (hashOf(JSON.stringify(model), bytes) !== sha256) throw damaged(folder, 'its content does not match its hash');
  const read = Object.fromEntries(arrays.map((at) => [at.name, readArray(bytes, at)]));
  return { ...model, estimator: { json: model.estimator.json, arrays: read } } as unknown as Model;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
