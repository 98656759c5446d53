import { unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { problem } from '../../../contract/problem.ts';
import { openLake } from '../lake-formats.ts';
import { findFiles } from './find-files.ts';
import { tableOfLake } from './lake-table.ts';
import { type FolderParams, folderParams } from './params.ts';

const inspectedFiles = 20;
const inspectedRows = 500;

const reportOthers = (others: readonly string[], settings: FolderParams, ctx: NodeContext): void => {
  if (others.length === 0) return;
  ctx.finding({
    code: 'data.other-files',
    severity: 'info',
    message: `${others.length} files of ${settings.glob} are of another format by their names and were passed over.`,
    value: others.length,
    examples: others.slice(0, 5),
  });
};

export default defineSource({
  title: 'Folder',
  description: 'Reads many files of one format as a single table',
  keywords: ['folder', 'directory', 'data lake', 'glob', 'many files', 'csv', 'json', 'parquet', 'partition', 'union'],
  icon: 'folder-open',
  telling: ['glob', 'mismatch'],
  version: 1,
  params: folderParams,
  inspect: async (settings, ctx) => {
    const { format, files } = await findFiles(settings, ctx);
    const some = files.slice(0, inspectedFiles);
    const lake = await openLake[format](some, { ctx, badRows: 'skip', limit: inspectedRows });
    try {
      const { columns } = await tableOfLake(lake, settings, ctx);
      return { kind: 'table', columns, split: unsplit };
    } finally {
      await lake.dispose();
    }
  },
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: settings.glob === '' ? [problem('param.required', { param: 'glob', values: { param: 'Files' } })] : [],
  }),
  read: async (settings, ctx) => {
    const { format, files, others } = await findFiles(settings, ctx);
    const lake = await openLake[format](files, { ctx, badRows: settings.badRows });
    try {
      ctx.progress(0.5, `Reading ${files.length} files`);
      const { sql, columns } = await tableOfLake(lake, settings, ctx);
      const table = await ctx.tables.create(sql, columns);
      reportOthers(others, settings, ctx);
      return { table };
    } finally {
      await lake.dispose();
    }
  },
});
