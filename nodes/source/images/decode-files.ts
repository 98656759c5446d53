import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { WorkContext } from '../../../contract/context.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { decodeImage } from './decode-image.ts';
import { imagesParams } from './params.ts';
import { resize } from './resize.ts';

const mostBytes = 100 * 1024 * 1024;

const inputSchema = z.object({
  files: z.array(z.object({ path: z.string(), name: z.string() })),
  settings: imagesParams,
  /** Files that were decoded before these, and files in all. */
  before: z.int(),
  all: z.int(),
});

/** Of each file its pixels as DuckDB writes a list, or why it has none. */
export const decodedSchema = z.object({
  images: z.array(z.union([z.object({ pixels: z.string() }), z.object({ reason: z.string() })])),
});
type Decoded = z.infer<typeof decodedSchema>['images'][number];

/** Decodes files and brings them to their size. A photograph takes a second, in which nothing else could be done in this thread. */
export const decodeFiles = async (input: JsonObject, ctx: WorkContext): Promise<JsonObject> => {
  const { files, settings, before, all } = inputSchema.parse(input);
  const images: Decoded[] = [];
  for (const [index, { path, name }] of files.entries()) {
    ctx.signal.throwIfAborted();
    ctx.progress((before + index) / all, name);
    try {
      images.push({ pixels: listOf(resize(decodeImage(await bytesOf(path)), settings)) });
    } catch (error) {
      images.push({ reason: reasonOf(error) });
    }
  }
  return { images };
};

const bytesOf = async (path: string): Promise<Buffer> => {
  const { size } = await stat(path);
  if (size > mostBytes) throw new Error('it is larger than 100 MB');
  return readFile(path);
};

const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 100);
};

/** Rounded to a millionth: shades come in steps of 1/255. */
const listOf = (pixels: Float64Array): string => `[${Array.from(pixels, (value) => Math.round(value * 1e6) / 1e6)}]`;
