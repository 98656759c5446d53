import type { Column, ColumnType } from '../../contract/column.ts';
import type { Models, NodeContext, SourceContext, SqlValue, StepContext } from '../../contract/context.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { NodeDefinition } from '../../contract/node.ts';
import type { Table } from '../../contract/values.ts';

type Tables = Readonly<Record<string, Table>>;
/** Tables at the other inputs of a transform. */
type Others = Readonly<Record<string, Table | readonly Table[]>>;

interface Transforming {
  readonly table: Table;
  readonly ctx: NodeContext;
  /** What it has learned before. */
  readonly state?: Json;
  /** Absent when predicting. */
  readonly others?: Others;
  readonly predicting?: boolean;
}

/** `'species:category:target'` → a column; a feature where no role is given. */
export const column = (text: string): Column => {
  const [name = '', type = 'number', role = 'feature'] = text.split(':');
  return { name, type: type as ColumnType, role: role as Column['role'] };
};

/** A small table from values: `tableOf(ctx, 'x y:category:target', [[1, 'a'], [2, 'b']])`. */
export const tableOf = (ctx: NodeContext, columns: string, rows: readonly (readonly SqlValue[])[]): Promise<Table> =>
  ctx.tables.fromRows(columns.split(' ').map(column), rows);

/** Params with their defaults, typed as whatever the node's erased functions ask for. */
const settings = (definition: NodeDefinition, params: JsonObject): never => definition.params.parse(params) as never;

/** Sources of tables open no models. */
const noModels: Models = {
  open: () => Promise.reject(new Error('no models here')),
  write: () => Promise.reject(new Error('no models here')),
  portable: () => Promise.reject(new Error('no models here')),
  program: () => Promise.reject(new Error('no models here')),
};

/** Reads a source. */
export const read = async (definition: NodeDefinition, params: JsonObject, ctx: SourceContext): Promise<Tables> => {
  if (definition.role !== 'source') throw new Error('not a source');
  return (await definition.read(settings(definition, params), { ...ctx, models: noModels })) as Tables;
};

/** What a transform learns from a table's training rows, all rows where there is no split. */
export const learn = async (
  definition: NodeDefinition,
  params: JsonObject,
  { table, ctx, others }: { readonly table: Table; readonly ctx: NodeContext; readonly others?: Others },
): Promise<Json> => {
  if (definition.role !== 'transform' || !definition.fit) return null;
  const training = table.split.parts
    ? await ctx.tables.derive(table, `SELECT * FROM ${table.relation} WHERE __part = 'train'`, table.columns)
    : table;
  return definition.fit(training, settings(definition, params), ctx, others as never);
};

/** Fits a transform where it learns, and applies it; `state` where it has learned before. */
export const transform = async (
  definition: NodeDefinition,
  params: JsonObject,
  { table, ctx, state, others, predicting = false }: Transforming,
): Promise<Tables> => {
  if (definition.role !== 'transform') throw new Error('not a transform');
  const learned = state ?? (await learn(definition, params, { table, ctx, ...(others ? { others } : {}) }));
  return (await definition.apply(
    table,
    learned as never,
    settings(definition, params),
    { ...ctx, predicting },
    others as never,
  )) as Tables;
};

/** Runs a plain node that needs no learning. */
export const run = async (
  definition: NodeDefinition,
  params: JsonObject,
  {
    inputs,
    ctx,
    titles = {},
  }: {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly ctx: NodeContext;
    readonly titles?: StepContext['titles'];
  },
): Promise<Readonly<Record<string, unknown>>> => {
  if (definition.role !== 'node') throw new Error('not a plain node');
  const journal: StepContext['journal'] = { lines: [], append: async () => undefined };
  return definition.run(inputs as never, settings(definition, params), { ...ctx, journal, titles } as StepContext);
};

export const only = (outputs: Tables, port = 'table'): Table => {
  const table = outputs[port];
  if (!table) throw new Error(`no output ${port}`);
  return table;
};
