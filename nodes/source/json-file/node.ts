import { unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { Failure, fail, problem } from '../../../contract/problem.ts';
import { reportBadRecords } from './bad-records.ts';
import { findLeaves } from './leaves.ts';
import { type JsonParams, jsonParams } from './params.ts';
import { notJson, openRecords } from './records.ts';
import { type TypedLeaves, typeLeaves } from './typed-leaves.ts';

const inspectedRows = 2000;

const typed = async (sql: string, settings: JsonParams, ctx: NodeContext): Promise<TypedLeaves> => {
  const leaves = await findLeaves(sql, settings.depth, ctx);
  if (leaves.length === 0) throw fail('data.empty-file', { values: { path: settings.path } });
  return typeLeaves(sql, leaves, ctx);
};

/** Runs `work`; what DuckDB could not read gets a code. */
const coded = async <T>(settings: JsonParams, ctx: NodeContext, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure || ctx.signal.aborted) throw error;
    const text = error instanceof Error ? error.message : String(error);
    if (text.includes('no records'))
      throw fail('param.invalid', {
        param: 'records',
        values: { param: 'Records path', reason: `there is no list at ${settings.records}` },
      });
    const reason = (text.split('\n')[0] ?? '').replace(/^[\w ]+ Error: /, '').replace(/ in file ".*?"/, '');
    throw notJson(settings, reason.replace(/\.\s*$/, ''));
  }
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
      const { sql } = await openRecords(settings, ctx.files);
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
      const { sql, columns, findings } = await typed(records.sql, settings, ctx);
      const table = await ctx.tables.create(sql, columns);
      for (const finding of findings) ctx.finding(finding);
      return { table };
    }),
});
