import { readFile, stat, writeFile } from 'node:fs/promises';
import { strToU8, unzip, zip } from 'fflate';
import { fail } from '../../contract/problem.ts';
import type { Model } from '../../contract/values.ts';
import { damaged, packModel, unpackModel } from './bundle.ts';
import { modelCard } from './model-card.ts';

/** A model larger than this, unpacked, is not one of ours. */
const mostBytes = 2e9;

/** Zip keeps times; one that is always the same makes equal models equal files. */
const epoch = new Date(Date.UTC(1980, 0, 2));

/** Writes a model as one file: a zip with the model, its arrays, and a card for people. */
export const writeModelFile = async (model: Model, path: string): Promise<void> => {
  const files = { ...(await packModel(model)), 'card.md': strToU8(modelCard(model)) };
  const packed = await new Promise<Uint8Array>((done, broken) => {
    zip(files, { level: 6, mtime: epoch }, (error, bytes) => (error ? broken(error) : done(bytes)));
  });
  await writeFile(path, packed);
};

const unpacked = (bytes: Uint8Array, path: string): Promise<Readonly<Record<string, Uint8Array>>> =>
  new Promise((done, broken) => {
    let total = 0;
    const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean => {
      const wanted = name === 'model.json' || name === 'arrays.bin';
      if (wanted) total += originalSize;
      return wanted && total <= mostBytes;
    };
    unzip(bytes, { filter }, (error, files) =>
      error ? broken(damaged(path, 'it is not a whole zip file')) : done(files),
    );
  });

/** Reads a model out of its file. @throws file.not-readable, file.damaged */
export const readModelFile = async (path: string, named: string): Promise<Model> => {
  const { size } = await stat(path);
  if (size > mostBytes) throw fail('file.not-readable', { values: { path: named, reason: 'it is larger than 2 GB' } });
  return unpackModel(await unpacked(await readFile(path), named), named);
};
