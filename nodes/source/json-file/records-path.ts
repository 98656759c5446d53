import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlText } from '../../../contract/sql.ts';
import type { JsonParams } from './params.ts';
import { pointerOf, type Records } from './records.ts';

const shown = 5;

/**
 * Objects of the file in which the records path leads nowhere: they give no rows, and are counted. Where it leads nowhere in
 * all of them, it is wrong. @throws param.invalid
 */
export const withoutRecords = async (
  { documents }: Records,
  settings: JsonParams,
  ctx: NodeContext,
): Promise<readonly Finding[]> => {
  if (settings.records === '') return [];
  const found = `json_type(json_extract(json, ${sqlText(pointerOf(settings.records.split('.')))}))`;
  const lacking = `json IS NOT NULL AND coalesce(${found} NOT IN ('ARRAY', 'OBJECT'), true)`;
  const [row] = await ctx.tables.rows(
    `SELECT count(json) AS total, count(*) FILTER (${lacking}) AS lacking FROM (${documents})`,
  );
  const count = Number(row?.['lacking'] ?? 0);
  if (count === 0) return [];
  if (count === Number(row?.['total']))
    throw fail('param.invalid', {
      param: 'records',
      values: { param: 'Records path', reason: `there is no list at ${settings.records}` },
    });
  const rows = await ctx.tables.rows(
    `SELECT n, left(json::VARCHAR, 60) AS text FROM (SELECT row_number() OVER () AS n, json FROM (${documents}))
     WHERE ${lacking} ORDER BY n LIMIT ${shown}`,
  );
  return [
    {
      code: 'data.no-records',
      severity: 'warning',
      message: `${count} objects of ${settings.path} have no records at ${settings.records}, and give no rows.`,
      rows: count,
      value: count,
      examples: rows.map((one) => `object ${Number(one['n'])}: ${String(one['text'])}`),
    },
  ];
};
