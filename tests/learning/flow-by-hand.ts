import type { Column, ColumnType } from '../../contract/column.ts';
import type { NodeContext, SqlValue } from '../../contract/context.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { RecipeStep, Table } from '../../contract/values.ts';
import type { TracedTable } from '../../engine/lineage.ts';
import { lineageOf } from '../../engine/lineage.ts';
import { nodes } from '../../nodes/index.ts';

export const column = (name: string, type: ColumnType, role: Column['role'] = 'feature'): Column => ({
  name,
  type,
  role,
});

export const tableOf = (
  context: NodeContext,
  columns: readonly Column[],
  rows: readonly (readonly SqlValue[])[],
): Promise<Table> => context.tables.fromRows(columns, rows);

/** Sends a table through a transform and keeps the lineage, as the run loop does. */
export const through = async (
  context: NodeContext,
  table: Table,
  type: string,
  settings: JsonObject = {},
): Promise<TracedTable> => {
  const node = nodes[type];
  if (node?.role !== 'transform') throw new Error(`${type} is not a transform`);
  const params = node.params.parse(settings) as JsonObject;
  const training = table.split.parts
    ? await context.tables.derive(table, `SELECT * FROM ${table.relation} WHERE __part = 'train'`, table.columns)
    : table;
  const state: Json = node.fit ? await node.fit(training, params as never, context) : null;
  const outputs = await node.apply(table, state as never, params as never, { ...context, predicting: false });
  const made = outputs['table'] as Table;
  const before = lineageOf(table);
  const step: RecipeStep = { node: type, type, version: node.version, kind: node.kind, params, state };
  const recipe = [...before.recipe, step];
  const divides = type.startsWith('split.');
  const split = divides ? { table: made, steps: recipe.length } : before.split;
  return { ...made, lineage: { rawColumns: before.rawColumns, recipe, ...(split ? { split } : {}) } };
};
