import type { NodeContext } from '../../../contract/context.ts';
import type { Finding } from '../../../contract/report.ts';
import { sqlText } from '../../../contract/sql.ts';
import { isRecord } from './bad-records.ts';
import type { Leaf } from './leaves.ts';

const shown = 5;

/** Records with an object that has a key twice: only the first value counts, for JSON leaves open which one does. */
export const repeatedKeys = async (
  records: string,
  leaves: readonly Leaf[],
  ctx: NodeContext,
): Promise<readonly Finding[]> => {
  const objects = [...new Set(leaves.map(({ pointer }) => pointer.slice(0, pointer.lastIndexOf('/'))))];
  const keys = objects.map((pointer) => `json_keys(json, ${sqlText(pointer)})`);
  const twice = keys.map((list) => `coalesce(len(${list}) <> len(list_distinct(${list})), false)`).join(' OR ');
  const numbered = `SELECT row_number() OVER () AS n, json FROM (${records})`;
  const found = `FROM (${numbered}) WHERE ${isRecord} AND (${twice})`;
  const [total] = await ctx.tables.rows(`SELECT count(*) AS n ${found}`);
  const count = Number(total?.['n'] ?? 0);
  if (count === 0) return [];
  const rows = await ctx.tables.rows(
    `SELECT n, to_json([${keys.join(', ')}])::VARCHAR AS keys ${found} ORDER BY n LIMIT ${shown}`,
  );
  return [
    {
      code: 'data.repeated-keys',
      severity: 'warning',
      message: `In ${count} records a key stands more than once in an object; only its first value is read. Give each value a key of its own.`,
      rows: count,
      value: count,
      examples: rows.map((row) => `record ${Number(row['n'])}: ${repeated(String(row['keys']))}`),
    },
  ];
};

const repeated = (text: string): string => {
  const lists = JSON.parse(text) as readonly (readonly string[] | null)[];
  const names = lists.flatMap((list) => (list ?? []).filter((key, index, all) => all.indexOf(key) !== index));
  return [...new Set(names)]
    .slice(0, shown)
    .map((name) => `“${name}”`)
    .join(', ');
};
