import { z } from 'zod';
import { columnTypes, unsplit } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { defineSource } from '../../../contract/node.ts';
import { param } from '../../../contract/params.ts';
import { fail, problem } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import type { TableShape } from '../../../contract/shape.ts';
import { cellValue } from './cells.ts';
import { columnOfTable, type InlineColumn, inlineColumns } from './columns.ts';

const cellLimit = 10_000;

const params = z.object({
  columns: param(z.array(z.object({ name: z.string(), type: z.enum(columnTypes).optional() })).default([]), {
    title: 'Columns',
    description: 'Names and types of the columns. A type that is not given is found from the cells.',
    widget: 'list',
  }),
  rows: param(z.array(z.array(z.union([z.null(), z.boolean(), z.number(), z.string()]))).default([]), {
    title: 'Rows',
    description: 'The cells, row by row; at most 10,000. An empty cell is missing.',
    widget: 'grid',
  }),
});
type Params = z.infer<typeof params>;

const countCells = ({ rows }: Params): number => rows.reduce((sum, row) => sum + row.length, 0);

const shapeOf = (settings: Params): TableShape => ({
  kind: 'table',
  columns: inlineColumns(settings).columns.map(columnOfTable),
  split: unsplit,
  rows: settings.rows.length,
});

const tooMany = (settings: Params) => ({ values: { count: countCells(settings), limit: cellLimit }, param: 'rows' });

/** Reports the cells that don't fit their column's type; they become missing. */
const reportMisfits = (column: InlineColumn, ctx: NodeContext): void => {
  const misfits = column.cells.flatMap((cell, row) =>
    cellValue(cell, column.type) === undefined ? [`${String(cell)} (row ${row + 1})`] : [],
  );
  if (misfits.length === 0) return;
  const finding: Finding = {
    code: 'data.conversion-failed',
    severity: 'warning',
    message: `${misfits.length} cells of “${column.name}” are no ${column.type} and became missing.`,
    column: column.name,
    rows: misfits.length,
    examples: misfits.slice(0, 5),
  };
  ctx.finding(finding);
};

export default defineSource({
  title: 'Inline table',
  description: 'A small table typed or pasted by hand and kept in the flow',
  keywords: ['paste', 'manual', 'grid', 'data frame', 'literal'],
  icon: 'table-2',
  version: 1,
  params,
  inspect: async (settings) => shapeOf(settings),
  shape: (settings) => ({
    outputs: { table: shapeOf(settings) },
    problems: countCells(settings) > cellLimit ? [problem('data.too-many-cells', tooMany(settings))] : [],
  }),
  read: async (settings, ctx) => {
    if (countCells(settings) > cellLimit) throw fail('data.too-many-cells', tooMany(settings));
    const { columns, findings } = inlineColumns(settings);
    for (const finding of findings) ctx.finding(finding);
    for (const column of columns) reportMisfits(column, ctx);
    const rows = settings.rows.map((_, row) =>
      columns.map((column) => cellValue(column.cells[row] ?? null, column.type) ?? null),
    );
    return { table: await ctx.tables.fromRows(columns.map(columnOfTable), rows) };
  },
});
