import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { defineNode } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { port } from '../../../contract/ports.ts';
import { fail, type Problem, problem } from '../../../contract/problem.ts';
import { report } from '../../../contract/report.ts';
import { sqlName, sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';

const formats = ['auto', 'csv', 'ndjson', 'parquet'] as const;
type Format = Exclude<(typeof formats)[number], 'auto'>;

const params = z.object({
  path: param(z.string().default(''), {
    title: 'File',
    description: 'File to write, relative to the folder of the flow.',
    widget: 'save-file',
    extensions: ['csv', 'ndjson', 'parquet'],
  }),
  format: param(z.enum(formats).default('auto'), {
    title: 'Format',
    description: 'Auto: by the ending of the name, CSV where it says nothing.',
  }),
  parts: param(z.boolean().default(true), {
    title: 'Part column',
    description: 'Write the part of each row where the rows are split.',
    advanced: true,
  }),
});
type Params = z.infer<typeof params>;

const endings: Readonly<Record<string, Format>> = {
  csv: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  parquet: 'parquet',
};

const formatOf = ({ path, format }: Params): Format =>
  format === 'auto' ? (endings[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'csv') : format;

const options: Readonly<Record<Format, string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', NULL ''",
  ndjson: 'FORMAT json, ARRAY false',
  parquet: 'FORMAT parquet, COMPRESSION zstd',
};

const pathMissing = { param: 'path', values: { param: 'File' } };
const problemsOf = ({ path }: Params): readonly Problem[] =>
  path === '' ? [problem('param.required', pathMissing)] : [];

/** Rows in their order. `part` is written too, unless a column has that name. */
const selectSql = (table: Table, settings: Params): string => {
  const names = table.columns.map(({ name }) => sqlName(name));
  const hasPart = table.columns.some(({ name }) => name.toLowerCase() === 'part');
  const part = settings.parts && table.split.parts && !hasPart ? ['__part AS part'] : [];
  return `SELECT ${[...part, ...names].join(', ')} FROM ${table.relation} ORDER BY __row`;
};

export default defineNode({
  title: 'Table file',
  description: 'Writes a table or predictions to a CSV, NDJSON or Parquet file',
  keywords: ['export', 'save', 'write', 'csv', 'parquet', 'ndjson', 'jsonl', 'to_csv'],
  icon: 'file-output',
  telling: ['path'],
  version: 1,
  params,
  inputs: { table: port.table() },
  outputs: { report: port.report() },
  writesFiles: true,
  shape: (_, settings) => ({ outputs: { report: { kind: 'report' } }, problems: problemsOf(settings) }),
  run: async ({ table }, settings, ctx) => {
    if (settings.path === '') throw fail('param.required', pathMissing);
    const format = formatOf(settings);
    if (table.columns.length === 0) throw fail('data.no-features');
    const path = await ctx.files.write(settings.path, async (temporary) => {
      await ctx.tables.rows(`COPY (${selectSql(table, settings)}) TO ${sqlText(temporary)} (${options[format]})`);
    });
    const { size } = await stat(path);
    return {
      report: report('Written file', {
        facts: [
          { label: 'File', value: settings.path },
          { label: 'Format', value: format },
          { label: 'Rows', value: String(table.rows) },
          { label: 'Columns', value: String(table.columns.length) },
          { label: 'Bytes', value: String(size) },
        ],
      }),
    };
  },
});
