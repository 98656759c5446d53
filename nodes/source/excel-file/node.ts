import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unsplit } from '../../../contract/column.ts';
import type { SourceContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { fail, problem } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { type ExcelParams, excelParams } from './params.ts';
import { parse, parsedSchema } from './parse.ts';
import { cellsSql } from './write-cells.ts';

const inspectedRows = 2000;

export default defineSource({
  title: 'Excel file',
  description: 'Reads a table from a sheet of a workbook',
  keywords: ['excel', 'xlsx', 'xls', 'ods', 'workbook', 'sheet', 'spreadsheet', 'libreoffice', 'import', 'read_excel'],
  icon: 'sheet',
  telling: ['path', 'sheet'],
  version: 1,
  params: excelParams,
  work: parse,
  inspect: async (settings, ctx) => {
    const rows = inspectedRows + settings.headerRow + Number(/\d+/.exec(settings.range)?.[0] ?? 0);
    const { columns, complete, ...found } = await parsed({ settings, rows }, ctx);
    return { kind: 'table', columns, split: unsplit, ...(complete ? { rows: found.rows } : {}) };
  },
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: settings.path === '' ? [problem('param.required', { param: 'path', values: { param: 'File' } })] : [],
  }),
  read: async (settings, ctx) => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-sheet-'));
    try {
      const into = join(folder, 'cells.csv');
      const { columns, findings } = await parsed({ settings, into }, ctx);
      ctx.progress(0.9, 'Taking over the cells');
      const table = await ctx.tables.create(cellsSql(into, columns), columns);
      for (const finding of findings) ctx.finding(finding as Finding);
      return { table };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** What is in the workbook, parsed where it holds up nobody. */
const parsed = async (
  { settings, ...asked }: { readonly settings: ExcelParams; readonly rows?: number; readonly into?: string },
  ctx: SourceContext,
) => {
  if (settings.path === '') throw fail('param.required', { param: 'path', values: { param: 'File' } });
  const input = { path: await ctx.files.read(settings.path), settings, ...asked };
  return parsedSchema.parse(await ctx.work('source.excel-file', input));
};
