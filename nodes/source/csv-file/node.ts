import { unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { port } from '../../../contract/ports.ts';
import { problem } from '../../../contract/problem.ts';
import type { TableShape } from '../../../contract/shape.ts';
import { dropRejects, freshRejects } from './bad-rows.ts';
import { columnOf, questionsOf } from './columns.ts';
import { type CsvParams, csvParams } from './params.ts';
import { type Prepared, prepare } from './prepare.ts';
import { profileColumns } from './profile.ts';
import { quarantineColumns } from './quarantine.ts';
import { readCsv } from './read.ts';
import { scanSql } from './scan.ts';

const inspectedRows = 2000;

const inspect = async (settings: CsvParams, ctx: NodeContext): Promise<TableShape> => {
  const prepared = await prepare(settings, ctx, { headOnly: true });
  const rejects = freshRejects();
  try {
    const most = Math.min(inspectedRows, settings.limit ?? Infinity);
    const head = `(SELECT * FROM ${scanSql(prepared, { rejects })} LIMIT ${most})`;
    const questions = questionsOf(prepared, settings);
    const profile = await profileColumns(ctx.tables, head, { questions, cells: prepared.cells, exact: true });
    const rows = expectedRows(prepared, settings, profile.rows);
    return {
      kind: 'table',
      columns: profile.columns.map(columnOf),
      split: unsplit,
      ...(rows === undefined ? {} : { rows }),
    };
  } finally {
    await dropRejects(ctx.tables, rejects);
    await prepared.dispose();
  }
};

const expectedRows = (prepared: Prepared, settings: CsvParams, seen: number): number | undefined => {
  if (prepared.headComplete && seen < Math.min(inspectedRows, settings.limit ?? Infinity)) return seen;
  if (prepared.packed) return undefined;
  return Math.min(Math.round(prepared.bytes / prepared.perRecord), settings.limit ?? Infinity);
};

const quarantineShape: TableShape = { kind: 'table', columns: quarantineColumns, split: unsplit };

export default defineSource({
  title: 'CSV file',
  description: 'Reads a table from a text file of separated values',
  keywords: ['csv', 'tsv', 'read', 'import', 'load', 'open', 'delimited', 'read_csv'],
  icon: 'file-spreadsheet',
  telling: ['path'],
  version: 1,
  params: csvParams,
  outputs: { table: port.table(), quarantine: port.table({ title: 'bad rows' }) },
  inspect,
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit }, quarantine: quarantineShape },
    problems: settings.path === '' ? [problem('param.required', { param: 'path', values: { param: 'File' } })] : [],
  }),
  read: readCsv,
});
