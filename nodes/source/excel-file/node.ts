import { unsplit } from '../../../contract/column.ts';
import { defineSource } from '../../../contract/node.ts';
import { problem } from '../../../contract/problem.ts';
import { excelParams } from './params.ts';
import { tableOf } from './sheet-table.ts';
import { openSheet } from './workbook.ts';

const inspectedRows = 2000;

export default defineSource({
  title: 'Excel file',
  description: 'Reads a table from a sheet of a workbook',
  keywords: ['excel', 'xlsx', 'xls', 'ods', 'workbook', 'sheet', 'spreadsheet', 'libreoffice', 'import', 'read_excel'],
  icon: 'sheet',
  telling: ['path', 'sheet'],
  version: 1,
  params: excelParams,
  inspect: async (settings, ctx) => {
    const most = inspectedRows + settings.headerRow + Number(/\d+/.exec(settings.range)?.[0] ?? 0);
    const sheet = await openSheet(settings, ctx.files, most);
    const { columns, rows } = tableOf(sheet, settings);
    const complete = sheet.cells.length < most;
    return {
      kind: 'table',
      columns: columns.map(({ column }) => column),
      split: unsplit,
      ...(complete ? { rows } : {}),
    };
  },
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: settings.path === '' ? [problem('param.required', { param: 'path', values: { param: 'File' } })] : [],
  }),
  read: async (settings, ctx) => {
    ctx.progress(undefined, 'Parsing the workbook');
    const sheet = await openSheet(settings, ctx.files);
    ctx.signal.throwIfAborted();
    const { columns, rows, findings } = tableOf(sheet, settings);
    ctx.progress(0.8, 'Taking over the cells');
    const table = await ctx.tables.fromRows(
      columns.map(({ column }) => column),
      Array.from({ length: rows }, (_, row) => columns.map(({ values }) => values[row] ?? null)),
    );
    for (const finding of findings) ctx.finding(finding);
    return { table };
  },
});
