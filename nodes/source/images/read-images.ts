import type { Column } from '../../../contract/column.ts';
import type { NodeContext, SourceContext, SqlValue } from '../../../contract/context.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { decodedSchema } from './decode-files.ts';
import { type FoundFiles, findImages, type ImageFile, noImages } from './image-files.ts';
import type { ImagesParams } from './params.ts';

/** Values held in memory before they go to DuckDB. */
const valuesAtOnce = 2_000_000;

export const imageColumns = ({ size, channels, label }: ImagesParams): readonly Column[] => [
  { name: 'file', type: 'text', role: 'id' },
  ...(label === 'none' ? [] : [{ name: 'label', type: 'category', role: 'target' } as const]),
  ...Array.from(
    { length: size * size * channels },
    (_, index): Column => ({ name: `pixel_${index}`, type: 'number', role: 'feature' }),
  ),
];

export const readImages = async (settings: ImagesParams, ctx: SourceContext): Promise<Table> => {
  const found = await findImages(settings, ctx.files);
  const columns = imageColumns(settings);
  const narrow = [...columns.filter(isWord), { name: 'pixels', type: 'text', role: 'ignored' } as const];
  const batch = Math.max(1, Math.floor(valuesAtOnce / columns.length));
  const tables: Table[] = [];
  const unreadable: string[] = [];
  for (let start = 0; start < found.images.length; start += batch) {
    ctx.signal.throwIfAborted();
    const files = found.images.slice(start, start + batch);
    const input = { files, settings, before: start, all: found.images.length } as unknown as JsonObject;
    const { images } = decodedSchema.parse(await ctx.work('source.images', input));
    const rows: (readonly SqlValue[])[] = [];
    for (const [index, image] of images.entries()) {
      const { name, label } = files[index] as ImageFile;
      if ('reason' in image) unreadable.push(`${name}: ${image.reason}`);
      else rows.push([name, ...(settings.label === 'none' ? [] : [label]), image.pixels]);
    }
    if (rows.length > 0) tables.push(await ctx.tables.fromRows(narrow, rows));
  }
  if (tables.length === 0)
    throw noImages(
      settings,
      `none of its ${found.images.length} images could be decoded, for instance ${unreadable[0]}`,
    );
  report(found, unreadable, { settings, ctx });
  return together(tables, columns, ctx);
};

const isWord = ({ type }: Column): boolean => type !== 'number';

/**
 * Only here the pixels get columns of their own: DuckDB keeps a quarter of a megabyte for each column of a table in memory,
 * however few rows it has. UNION ALL keeps the order of what it joins.
 */
const together = (tables: readonly Table[], columns: readonly Column[], ctx: NodeContext): Promise<Table> => {
  const words = columns.filter(isWord).map(({ name }) => sqlName(name));
  const parts = tables.map(({ relation }) => `SELECT ${words.join(', ')}, pixels::DOUBLE[] AS p FROM ${relation}`);
  const pixels = columns.filter((column) => !isWord(column));
  const values = pixels.map(({ name }, index) => `p[${index + 1}] AS ${sqlName(name)}`);
  return ctx.tables.create(`SELECT ${[...words, ...values].join(', ')} FROM (${parts.join(' UNION ALL ')})`, columns);
};

const report = (
  { images, others }: FoundFiles,
  unreadable: readonly string[],
  { settings, ctx }: { readonly settings: ImagesParams; readonly ctx: NodeContext },
): void => {
  if (unreadable.length > 0)
    ctx.finding({
      code: 'data.unreadable-images',
      severity: 'warning',
      message: `${unreadable.length} of ${images.length} images could not be decoded and were left out. Replace or remove them.`,
      rows: unreadable.length,
      value: unreadable.length,
      examples: unreadable.slice(0, 10),
    });
  if (others.length > 0)
    ctx.finding({
      code: 'data.other-files',
      severity: 'info',
      message: `${others.length} files of ${settings.folder} are no PNG or JPEG by their names and were passed over.`,
      value: others.length,
      examples: others.slice(0, 5),
    });
  const unlabelled = images.filter(({ label }) => label === null).length;
  if (settings.label === 'sub-folder' && unlabelled > 0)
    ctx.finding({
      code: 'data.no-label',
      severity: 'warning',
      message: `${unlabelled} images lie directly in ${settings.folder}, so their label is missing. Put each into a folder with the name of its class.`,
      column: 'label',
      rows: unlabelled,
    });
};
