import { z } from 'zod';
import { columnTypes } from '../../../contract/column.ts';
import type { WorkContext } from '../../../contract/context.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { excelParams } from './params.ts';
import { tableOf } from './sheet-table.ts';
import { openSheet } from './workbook.ts';
import { writeCells } from './write-cells.ts';

const parseInput = z.object({
  /** Absolute path of the workbook. */
  path: z.string(),
  settings: excelParams,
  /** Only so many rows of the sheet. */
  rows: z.int().optional(),
  /** File that the cells are written to. */
  into: z.string().optional(),
});

const findingSchema = z.looseObject({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});

/** What is known of a table in a sheet when its cells have been written elsewhere. */
export const parsedSchema = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.enum(columnTypes), role: z.literal('feature') })),
  rows: z.int(),
  /** All rows of the sheet were looked at. */
  complete: z.boolean(),
  findings: z.array(findingSchema),
});

/** Parses a workbook. Large ones take many seconds, in which nothing else could be done in this thread. */
export const parse = async (input: JsonObject, ctx: WorkContext): Promise<JsonObject> => {
  const { path, settings, rows: most, into } = parseInput.parse(input);
  const sheet = await openSheet({ path, settings, rows: most, progress: ctx.progress });
  ctx.progress(0.6, 'Telling the types of the columns');
  const { columns, rows, findings } = tableOf(sheet, settings);
  if (into !== undefined) {
    ctx.progress(0.75, 'Writing the cells');
    writeCells(
      into,
      columns.map(({ values }) => values),
      rows,
    );
  }
  const complete = most === undefined || sheet.cells.length < most;
  return {
    columns: columns.map(({ column }) => ({ ...column })),
    rows,
    complete,
    findings: [...findings],
  } as unknown as JsonObject;
};
