import { z } from 'zod';
import { param } from '../../../contract/params.ts';
import { lakeFormats } from '../lake-formats.ts';

export const folderParams = z.object({
  glob: param(z.string().default(''), {
    title: 'Files',
    description:
      'A folder, or a pattern of files such as lake/*.csv, relative to the folder of the flow; ** goes into folders.',
    widget: 'files',
  }),
  format: param(z.enum(['auto', ...lakeFormats]).default('auto'), {
    title: 'Format',
    description: 'What the files hold. Known from their names unless given.',
  }),
  mismatch: param(z.enum(['fail', 'union', 'intersect']).default('fail'), {
    title: 'Mismatch',
    description:
      'What to do where files have other columns: stop, keep all columns, or only those that all files have.',
  }),
  fileColumn: param(z.boolean().default(true), {
    title: 'File column',
    description: 'Add a column with the name of the file that each row comes from.',
  }),
  badRows: param(z.enum(['fail', 'skip']).default('fail'), {
    title: 'Bad rows',
    description: 'What to do with rows or records that cannot be read: stop, or leave them out and count them.',
  }),
});

export type FolderParams = z.infer<typeof folderParams>;
