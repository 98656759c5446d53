import { unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { fail, problem } from '../../../contract/problem.ts';
import { reportBadRecords } from './bad-records.ts';
import { coded } from './coded.ts';
import { findLeaves } from './leaves.ts';
import { type JsonParams, jsonParams } from './params.ts';
import { openRecords } from './records.ts';
import { withoutRecords } from './records-path.ts';
import { repeatedKeys } from './repeated-keys.ts';
import { type TypedLeaves, typeLeaves } from './typed-leaves.ts';

const inspectedRows = 2000;

const typed = async (sql: string, settings: JsonParams, ctx: NodeContext): Promise<TypedLeaves> => {
  const leaves = await findLeaves(sql, settings.depth, ctx);
  if (leaves.length === 0) throw fail('data.empty-file', { values: { path: settings.path } });
  const found = await typeLeaves(sql, leaves, { ctx });
  return { ...found, findings: [...found.findings, ...(await repeatedKeys(sql, leaves, ctx))] };
};

export default defineSource({
  title: 'JSON file',
  description: 'Reads a table from a JSON file, or from one with an object a line',
  keywords: ['json', 'ndjson', 'jsonl', 'json lines', 'read', 'import', 'nested', 'read_json', 'json_normalize'],
  icon: 'file-json',
  telling: ['path', 'records'],
  version: 1,
  params: jsonParams,
  inspect: (settings, ctx) =>
    coded(settings, ctx, async () => {
      const records = await openRecords(settings, ctx.files);
      await withoutRecords(records, settings, ctx);
      const { sql } = records;
      const { columns, rows } = await typed(`SELECT json FROM (${sql}) LIMIT ${inspectedRows}`, settings, ctx);
      return { kind: 'table', columns, split: unsplit, ...(rows < inspectedRows ? { rows } : {}) };
    }),
  shape: (settings, inspected) => ({
    outputs: { table: inspected ?? { kind: 'table', split: unsplit } },
    problems: settings.path === '' ? [problem('param.required', { param: 'path', values: { param: 'File' } })] : [],
  }),
  read: (settings, ctx) =>
    coded(settings, ctx, async () => {
      const records = await openRecords(settings, ctx.files);
      await reportBadRecords(records, settings, ctx);
      const lacking = await withoutRecords(records, settings, ctx);
      const { sql, columns, findings } = await typed(records.sql, settings, ctx);
      const table = await ctx.tables.create(sql, columns);
      for (const finding of [...lacking, ...findings]) ctx.finding(finding);
      return { table };
    }),
});
