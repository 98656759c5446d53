import type { NodeContext } from '../../../contract/context.ts';
import type { Json } from '../../../contract/json.ts';
import { isRecord } from './bad-records.ts';
import { pointerOf } from './records.ts';

/** One value of a record that becomes a column. */
export interface Leaf {
  readonly name: string;
  readonly pointer: string;
  /** As DuckDB's `json_structure` names it; `NESTED` for lists and for objects that are too deep. */
  readonly type: string;
}

const firstRecords = 2000;

/** All leaves that any record has: in the order of the first records, then by name, so that threads don't matter. */
export const findLeaves = async (sql: string, depth: number, ctx: NodeContext): Promise<readonly Leaf[]> => {
  const first = await structureOf(`SELECT json FROM (${sql}) LIMIT ${firstRecords}`, ctx);
  const order = new Map(leavesOf(first, depth).map(({ pointer }, index) => [pointer, index]));
  const place = ({ pointer }: Leaf): number => order.get(pointer) ?? order.size;
  return leavesOf(await structureOf(sql, ctx), depth).sort(
    (a, b) => place(a) - place(b) || (a.pointer < b.pointer ? -1 : 1),
  );
};

/** The leaves of each file: records come with the place of their file as `__file`. */
export const leavesByFile = async (
  sql: string,
  depth: number,
  ctx: NodeContext,
): Promise<ReadonlyMap<number, readonly Leaf[]>> => {
  const rows = await ctx.tables.rows(
    `SELECT __file, json_group_structure(json)::VARCHAR AS found FROM (${sql}) WHERE ${isRecord} GROUP BY __file`,
  );
  return new Map(rows.map((row) => [Number(row['__file']), leavesOf(JSON.parse(String(row['found'])) as Json, depth)]));
};

const structureOf = async (sql: string, ctx: NodeContext): Promise<Json> => {
  const [row] = await ctx.tables.rows(
    `SELECT json_group_structure(json)::VARCHAR AS found FROM (${sql}) WHERE ${isRecord}`,
  );
  const found = row?.['found'];
  return typeof found === 'string' ? (JSON.parse(found) as Json) : {};
};

const leavesOf = (structure: Json, depth: number): Leaf[] => {
  const walk = (value: Json, keys: readonly string[]): Leaf[] => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject && Object.keys(value).length > 0 && keys.length <= depth)
      return Object.entries(value).flatMap(([key, inner]) => walk(inner as Json, [...keys, key]));
    if (keys.length === 0) return [];
    const type = typeof value === 'string' ? value : 'NESTED';
    return [{ name: keys.join('.'), pointer: pointerOf(keys), type }];
  };
  return walk(structure, []);
};
