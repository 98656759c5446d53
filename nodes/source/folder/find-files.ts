import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { LakeFile } from '../lake.ts';
import { formatOf, type LakeFormat } from '../lake-formats.ts';
import { namesBelow } from '../names-below.ts';
import type { FolderParams } from './params.ts';

export interface FoundFiles {
  readonly format: LakeFormat;
  /** By path. */
  readonly files: readonly LakeFile[];
  /** Names of files of another format, or of none that is known. */
  readonly others: readonly string[];
}

export const findFiles = async (settings: FolderParams, ctx: Pick<NodeContext, 'files'>): Promise<FoundFiles> => {
  if (settings.glob === '') throw fail('param.required', { param: 'glob', values: { param: 'Files' } });
  const paths = await ctx.files.list(settings.glob);
  const names = namesBelow(settings.glob, paths);
  const all = paths.map((path, index): LakeFile => ({ path, name: names[index] ?? path }));
  const format = settings.format === 'auto' ? onlyFormat(all, settings) : settings.format;
  const isRead = ({ name }: LakeFile): boolean =>
    formatOf(name) === format || (settings.format !== 'auto' && formatOf(name) === undefined);
  const files = all.filter(isRead);
  if (files.length === 0) throw none(settings, `no ${format} file is among them`);
  return { format, files, others: all.filter((file) => !isRead(file)).map(({ name }) => name) };
};

const onlyFormat = (files: readonly LakeFile[], settings: FolderParams): LakeFormat => {
  const [first, ...more] = new Set(files.flatMap(({ name }) => formatOf(name) ?? []));
  if (!first)
    throw none(settings, files.length === 0 ? 'no file matches' : 'no CSV, JSON or Parquet file is among them');
  if (more.length === 0) return first;
  throw fail('param.invalid', {
    param: 'format',
    values: { param: 'Format', reason: `the files are of several formats: ${[first, ...more].sort().join(', ')}` },
  });
};

const none = ({ glob }: FolderParams, reason: string) =>
  fail('param.invalid', { param: 'glob', values: { param: 'Files', reason: `${reason} (${glob})` } });
