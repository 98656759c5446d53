import { z } from 'zod';
import { param } from '../../../contract/params.ts';

/** More columns make tables that nothing behind can work with. */
export const mostPixels = 4096;

export const imagesParams = z.object({
  folder: param(z.string().default(''), {
    title: 'Folder',
    description: 'Folder with PNG and JPEG files, relative to the folder of the flow. Its sub-folders are read, too.',
    widget: 'folder',
  }),
  label: param(z.enum(['sub-folder', 'none']).default('sub-folder'), {
    title: 'Label',
    description: 'Where the class of an image comes from: the name of the folder it lies in, or nowhere.',
  }),
  size: param(z.int().min(1).max(64).default(28), {
    title: 'Size',
    description: 'Width and height to which each image is brought.',
    unit: 'pixels',
  }),
  channels: param(z.literal([1, 3]).default(1), {
    title: 'Channels',
    description: '1 for shades of grey, 3 for red, green and blue.',
  }),
  fit: param(z.enum(['pad', 'crop', 'stretch']).default('pad'), {
    title: 'Fit',
    description: 'What to do with an image that is not square: fill up with black, cut off its ends, or distort it.',
    advanced: true,
  }),
});

export type ImagesParams = z.infer<typeof imagesParams>;
