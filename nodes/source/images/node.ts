import { unsplit } from '../../../contract/column.ts';
import { defineSource } from '../../../contract/node.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import type { TableShape } from '../../../contract/shape.ts';
import { decodeFiles } from './decode-files.ts';
import { findImages } from './image-files.ts';
import { type ImagesParams, imagesParams, mostPixels } from './params.ts';
import { imageColumns, readImages } from './read-images.ts';

const tooFine = ({ size, channels }: ImagesParams) => ({
  param: 'size',
  values: { param: 'Size', reason: `${size} × ${size} × ${channels} makes more than ${mostPixels} columns` },
});
const isTooFine = ({ size, channels }: ImagesParams): boolean => size * size * channels > mostPixels;

const problemsOf = (settings: ImagesParams): readonly Problem[] => [
  ...(settings.folder === '' ? [problem('param.required', { param: 'folder', values: { param: 'Folder' } })] : []),
  ...(isTooFine(settings) ? [problem('param.invalid', tooFine(settings))] : []),
];

export default defineSource({
  title: 'Images',
  description: 'Reads a folder of PNG and JPEG files as a table with a column a pixel',
  keywords: ['image', 'picture', 'photo', 'png', 'jpeg', 'jpg', 'pixels', 'folder', 'media', 'flow_from_directory'],
  icon: 'images',
  telling: ['folder', 'size'],
  version: 1,
  params: imagesParams,
  work: decodeFiles,
  inspect: async (settings, ctx): Promise<TableShape> => {
    const { images } = await findImages(settings, ctx.files);
    return {
      kind: 'table',
      columns: isTooFine(settings) ? [] : imageColumns(settings),
      split: unsplit,
      rows: images.length,
    };
  },
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: problemsOf(settings),
  }),
  read: async (settings, ctx) => {
    if (isTooFine(settings)) throw fail('param.invalid', tooFine(settings));
    return { table: await readImages(settings, ctx) };
  },
});
