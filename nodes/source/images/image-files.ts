import { basename, dirname, extname } from 'node:path/posix';
import type { Files } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { namesBelow } from '../names-below.ts';
import type { ImagesParams } from './params.ts';

export interface ImageFile {
  readonly path: string;
  /** Below the chosen folder. */
  readonly name: string;
  /** The folder it lies in; null directly in the chosen one. */
  readonly label: string | null;
}

export interface FoundFiles {
  readonly images: readonly ImageFile[];
  /** Files that are no images by their names. */
  readonly others: readonly string[];
}

const extensions = ['.png', '.jpg', '.jpeg'];

export const findImages = async (settings: ImagesParams, files: Files): Promise<FoundFiles> => {
  if (settings.folder === '') throw fail('param.required', { param: 'folder', values: { param: 'Folder' } });
  const paths = await files.list(settings.folder);
  const names = namesBelow(settings.folder, paths);
  const all = paths.map((path, index): ImageFile => {
    const name = names[index] ?? basename(path);
    const parent = dirname(name);
    return { path, name, label: parent === '.' ? null : basename(parent) };
  });
  const isImage = ({ name }: ImageFile): boolean => extensions.includes(extname(name).toLowerCase());
  const images = all.filter(isImage);
  if (images.length === 0) throw noImages(settings, 'there is no PNG or JPEG file in it');
  return { images, others: all.filter((file) => !isImage(file)).map(({ name }) => name) };
};

export const noImages = (settings: ImagesParams, reason: string) =>
  fail('data.wrong-format', { values: { path: settings.folder, format: 'a folder of images', reason } });
