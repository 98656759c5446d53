import type { FromText, NodeContext, Tables } from '../../../contract/context.ts';
import type { Nodes } from '../../../contract/node.ts';
import type { Model, Table } from '../../../contract/values.ts';
import { rawRows } from '../../learning/raw-rows.ts';
import { replayRecipe } from '../../learning/replay.ts';

/** How one relation came out of another. */
export type Made = { readonly by: string } & (
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'beside'; readonly from: string; readonly values: ReadonlyMap<string, FromText | undefined> }
);

export interface Recorded {
  readonly table: Table;
  /** By relation. */
  readonly made: ReadonlyMap<string, Made>;
}

const recording = (tables: Tables, made: Map<string, Made>, step: { by: string }): Tables => ({
  ...tables,
  derive: async (from, sql, columns, split) => {
    const table = await tables.derive(from, sql, columns, split);
    made.set(table.relation, { kind: 'query', by: step.by, sql });
    return table;
  },
  amend: async (from, sql, amendment) => {
    const table = await tables.amend(from, sql, amendment);
    made.set(table.relation, { kind: 'query', by: step.by, sql });
    return table;
  },
  withColumns: async (from, added) => {
    const table = await tables.withColumns(from, added);
    const values = new Map(added.map(({ column, follows }) => [column.name, follows]));
    made.set(table.relation, { kind: 'beside', by: step.by, from: from.relation, values });
    return table;
  },
});

/** Raw rows through the recipe of a model, writing down each query on the way. */
export const recordSteps = async (
  { nodes, context }: { readonly nodes: Nodes; readonly context: NodeContext },
  model: Model,
  raw: Table,
): Promise<Recorded> => {
  const made = new Map<string, Made>();
  const step = { by: 'the raw rows' };
  const heard = { ...context, tables: recording(context.tables, made, step) };
  let table = await rawRows(model, raw, heard);
  for (const one of model.recipe) {
    step.by = `“${nodes[one.type]?.title ?? one.type}” (${one.node})`;
    table = await replayRecipe({ nodes, context: heard }, [one], table);
  }
  return { table, made };
};
