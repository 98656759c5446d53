import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson, canonicalText } from '../../contract/canonical.ts';
import type { TypedArray } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { Model } from '../../contract/values.ts';
import { arrayTypes, fromBytes, toBytes } from './array-bytes.ts';
import { hashInPieces } from './hash-in-pieces.ts';

const modelFile = 'model.json';
const arrayFile = 'arrays.bin';

const bundleSchema = z.object({
  format: z.literal('millrace-model'),
  version: z.literal(1),
  /** Of `model` in canonical JSON. */
  sha256: z.string(),
  model: z.looseObject({
    kind: z.literal('model'),
    name: z.string(),
    task: z.enum(['classification', 'regression']),
    target: z.string(),
    classes: z.array(z.string()),
    threshold: z.number(),
    learner: z.looseObject({ type: z.string(), version: z.int(), params: z.record(z.string(), z.json()) }),
    rawColumns: z.array(z.looseObject({ name: z.string(), type: z.string(), role: z.string() })),
    optionalColumns: z.array(z.looseObject({ name: z.string(), type: z.string(), role: z.string() })),
    recipe: z.array(z.looseObject({ type: z.string(), kind: z.string(), params: z.record(z.string(), z.json()) })),
    preparation: z.looseObject({ input: z.array(z.looseObject({ name: z.string() })) }),
    trainedOn: z.looseObject({ rows: z.number(), seconds: z.number() }),
    estimator: z.looseObject({ json: z.record(z.string(), z.json()) }),
  }),
  arrays: z.array(
    z.object({
      name: z.string(),
      type: z.enum(arrayTypes),
      offset: z.int().min(0),
      length: z.int().min(0),
      sha256: z.string(),
    }),
  ),
});

/** Eight bytes suit every kind of array. */
const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

const sizeOf = (model: Model): number =>
  Object.values(model.estimator.arrays).reduce((sum, { byteLength }) => sum + aligned(byteLength), 0);

/** A model as named files: `model.json` and `arrays.bin` (little-endian). @throws request.cancelled */
export const packModel = async (model: Model, signal?: AbortSignal): Promise<Readonly<Record<string, Uint8Array>>> => {
  const parts = Object.entries(model.estimator.arrays).sort(([a], [b]) => (a < b ? -1 : 1));
  const all = new Uint8Array(sizeOf(model));
  const arrays: z.infer<typeof bundleSchema>['arrays'] = [];
  let offset = 0;
  for (const [name, array] of parts) {
    const { type, bytes } = toBytes(array);
    arrays.push({ name, type, offset, length: array.length, sha256: await hashInPieces([bytes], signal) });
    all.set(bytes, offset);
    offset += aligned(bytes.byteLength);
  }
  const content = { ...model, estimator: { json: model.estimator.json } };
  const bundle = {
    format: 'millrace-model',
    version: 1,
    sha256: await hashInPieces([canonicalJson(content)]),
    model: content,
    arrays,
  };
  return { [arrayFile]: all, [modelFile]: new TextEncoder().encode(canonicalText(bundle as never)) };
};

/**
 * The model in such files; nothing in them is ever run as code. Whatever was changed since they were written is noticed.
 * `path` names them where something is wrong. @throws file.damaged
 */
export const unpackModel = async (
  files: Readonly<Record<string, Uint8Array | undefined>>,
  path: string,
): Promise<Model> => {
  const text = files[modelFile];
  const bytes = files[arrayFile];
  if (!text || !bytes) throw damaged(path, `${text ? arrayFile : modelFile} is not in it`);
  const bundle = parse(path, new TextDecoder().decode(text));
  if ((await hashInPieces([canonicalJson(bundle.model)])) !== bundle.sha256)
    throw damaged(path, 'its content does not fit its hash');
  const arrays: Record<string, TypedArray> = {};
  for (const { name, type, offset, length, sha256 } of bundle.arrays) {
    const array = fromBytes(bytes, { type, offset, length });
    if (!array || (await hashInPieces([toBytes(array).bytes])) !== sha256)
      throw damaged(path, `“${name}” does not fit its hash`);
    arrays[name] = array;
  }
  const model = bundle.model as unknown as Model;
  return { ...model, estimator: { json: model.estimator.json, arrays } };
};

/** Writes a model into a folder, which is made. */
export const writeModel = async (model: Model, folder: string, signal?: AbortSignal): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(await packModel(model, signal)))
    await writeFile(join(folder, name), content);
};

/** Reads a model back from its folder. @throws file.missing, file.damaged */
export const readModel = async (folder: string): Promise<Model> => {
  const files: Record<string, Uint8Array> = {};
  for (const name of [modelFile, arrayFile]) files[name] = await contentOf(join(folder, name));
  return unpackModel(files, folder);
};

export const damaged = (path: string, reason: string) => fail('file.damaged', { values: { path, reason } });

const contentOf = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch {
    throw fail('file.missing', { values: { path } });
  }
};

const parse = (path: string, text: string): z.infer<typeof bundleSchema> => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw damaged(path, 'it is not JSON');
  }
  const parsed = bundleSchema.safeParse(content);
  if (!parsed.success) throw damaged(path, `${parsed.error.issues[0]?.path.join('.') || 'it'} is not as it should be`);
  return parsed.data;
};
