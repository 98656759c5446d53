import { createInterface } from 'node:readline';
import type { NodeContext } from '../../../contract/context.ts';
import { fail } from '../../../contract/problem.ts';
import { openBytes } from '../open-bytes.ts';
import type { JsonParams } from './params.ts';
import type { Records } from './records.ts';

const shown = 5;
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** The condition under which a record can be a row. */
export const isRecord = "json IS NOT NULL AND json_type(json) = 'OBJECT'";

/** Counts what can't be a row, and says it or stops. */
export const reportBadRecords = async (records: Records, settings: JsonParams, ctx: NodeContext): Promise<void> => {
  const [row] = await ctx.tables.rows(`SELECT count(*) AS n FROM (${records.sql}) WHERE NOT (${isRecord})`);
  const count = Number(row?.['n'] ?? 0);
  if (count === 0) return;
  const examples = await (records.layout === 'lines' && settings.records === ''
    ? badLines(records, ctx.signal)
    : badItems(records, ctx));
  const values = { count, path: settings.path, examples: examples.join('; ') };
  if (settings.badRecords === 'fail') throw fail('data.bad-records', { values });
  ctx.finding({
    code: 'data.bad-records',
    severity: 'warning',
    message: `${count} records of ${settings.path} are no JSON objects and were left out.`,
    rows: count,
    examples,
  });
};

const badItems = async ({ sql }: Records, ctx: NodeContext): Promise<readonly string[]> => {
  const rows = await ctx.tables.rows(
    `SELECT n, left(json::VARCHAR, 100) AS text FROM (SELECT row_number() OVER () AS n, json FROM (${sql}))
     WHERE NOT (${isRecord}) ORDER BY n LIMIT ${shown}`,
  );
  return rows.map((row) => `record ${Number(row['n'])}: ${shortened(String(row['text'] ?? 'no JSON'))}`);
};

/** The first lines that are no object, with their numbers in the file: DuckDB only says that there are some. */
const badLines = async ({ path, head }: Records, signal: AbortSignal): Promise<readonly string[]> => {
  const found: string[] = [];
  const bytes = openBytes(path, head.compression);
  let number = 0;
  try {
    for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
      number++;
      signal.throwIfAborted();
      const text = line.replace(/^\uFEFF/, '').trim();
      if (text !== '' && !isObject(text)) found.push(`line ${number}: ${shortened(text)}`);
      if (found.length >= shown) break;
    }
  } finally {
    bytes.destroy();
  }
  return found;
};

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};
