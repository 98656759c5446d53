import { type Column, unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { chooseColumns } from '../../clean/chosen-columns.ts';
import { reportGone } from '../../clean/gone-columns.ts';
import { findLeaves, type Leaf } from './leaves.ts';
import { parquetFile, readingParquet } from './open.ts';
import { type ParquetParams, parquetParams } from './params.ts';
import { typeLeaves } from './typed-leaves.ts';

const inspectedRows = 2000;

interface Opened {
  readonly file: string;
  readonly leaves: readonly Leaf[];
  readonly gone: readonly string[];
}

const open = async (settings: ParquetParams, ctx: NodeContext): Promise<Opened> => {
  if (settings.path === '') throw fail('param.required', { param: 'path', values: { param: 'File' } });
  const file = parquetFile(await ctx.files.read(settings.path));
  const all = await findLeaves(ctx.tables, file);
  if (settings.columns.length === 0) return { file, leaves: all, gone: [] };
  const named = all.map(({ name }): Column => ({ name, type: 'text', role: 'feature' }));
  const { chosen, gone } = chooseColumns(named, settings.columns);
  const names = new Set(chosen.map(({ name }) => name));
  const leaves = all.filter(
    ({ name }) => names.has(name) || settings.columns.some((one) => name.startsWith(`${one}.`)),
  );
  const missing = gone.filter((one) => !leaves.some(({ name }) => name.startsWith(`${one}.`)));
  if (leaves.length === 0)
    throw fail('data.columns-missing', { param: 'columns', values: { columns: missing.join(', ') } });
  return { file, leaves, gone: missing };
};

export default defineSource({
  title: 'Parquet file',
  description: 'Reads a table, or some of its columns, from a Parquet file',
  keywords: ['parquet', 'columnar', 'arrow', 'read', 'import', 'load', 'read_parquet', 'data lake'],
  icon: 'file-box',
  telling: ['path', 'columns'],
  version: 1,
  params: parquetParams,
  inspect: (settings, ctx) =>
    readingParquet(settings.path, ctx, async () => {
      const { file, leaves } = await open(settings, ctx);
      const [all] = await ctx.tables.rows(`SELECT count(*) AS n FROM ${file}`);
      const head = `(SELECT * FROM ${file} LIMIT ${inspectedRows})`;
      const { columns } = await typeLeaves(ctx.tables, head, leaves);
      return { kind: 'table', columns, split: unsplit, rows: Number(all?.['n'] ?? 0) };
    }),
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: settings.path === '' ? [problem('param.required', { param: 'path', values: { param: 'File' } })] : [],
  }),
  read: (settings, ctx) =>
    readingParquet(settings.path, ctx, async () => {
      const { file, leaves, gone } = await open(settings, ctx);
      const { sql, columns, findings } = await typeLeaves(ctx.tables, file, leaves);
      if (columns.length === 0)
        throw fail('data.wrong-format', {
          values: { path: settings.path, format: 'Parquet', reason: 'none of its columns can be held by a table' },
        });
      const table = await ctx.tables.create(`SELECT ${sql} FROM ${file}`, columns);
      reportGone(gone, ctx);
      for (const finding of findings) ctx.finding(finding);
      return { table };
    }),
});
