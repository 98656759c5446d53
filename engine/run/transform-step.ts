import type { NodeContext } from '../../contract/context.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { TransformNode } from '../../contract/node.ts';
import type { RecipeStep, Table, Value } from '../../contract/values.ts';
import { type Lineage, lineageOf, type TracedTable } from '../lineage.ts';

export interface TransformRun {
  readonly node: string;
  readonly type: string;
  readonly definition: TransformNode;
  readonly params: JsonObject;
  readonly table: Table;
  /** What is wired to the other inputs. */
  readonly others: Readonly<Record<string, unknown>>;
}

type Outputs = Readonly<Record<string, Value>>;

/** A relation that holds the training rows and no others: whatever a `fit` asks of it, test rows are not there. */
const trainingRows = async (table: Table, context: NodeContext): Promise<Table> =>
  table.split.parts
    ? context.tables.derive(table, `SELECT * FROM ${table.relation} WHERE __part = 'train'`, table.columns)
    : table;

const applyToTraining = async (run: TransformRun, state: Json, context: NodeContext): Promise<Outputs> => {
  const { definition, params, table } = run;
  const training = await trainingRows(table, context);
  const outputs = await definition.apply(training, state as never, params as never, context, run.others as never);
  const changed = outputs['table'] as Table;
  const sql = `SELECT * FROM ${changed.relation} UNION ALL BY NAME SELECT * FROM ${table.relation} WHERE __part <> 'train'`;
  return { ...outputs, table: await context.tables.derive(changed, sql, changed.columns) } as Outputs;
};

/** What came in at the side is too much to carry, so a model behind this step takes the rows as they leave it. */
const raw = ({ columns, split, ...table }: Table): Lineage => ({
  rawColumns: columns,
  recipe: [],
  ...(split.parts ? { split: { table: { ...table, columns, split }, steps: 0 } } : {}),
});

const traced = (run: TransformRun, output: Table, state: Json): TracedTable => {
  if (state === null && Object.keys(run.others).length > 0) return { ...output, lineage: raw(output) };
  const before = lineageOf(run.table);
  if (run.type.startsWith('split.')) {
    const split = { table: output, steps: before.recipe.length };
    return { ...output, lineage: { ...before, split } };
  }
  const { node, type, definition, params } = run;
  const step: RecipeStep = { node, type, version: definition.version, kind: definition.kind, params, state };
  return { ...output, lineage: { ...before, recipe: [...before.recipe, step] } };
};

/** Learns from the training rows, changes all rows, and notes the step in the recipe. */
export const runTransform = async (run: TransformRun, context: NodeContext): Promise<Outputs> => {
  const { definition, params, table } = run;
  const state = definition.fit
    ? await definition.fit(await trainingRows(table, context), params as never, context, run.others as never)
    : null;
  const outputs =
    definition.kind === 'training' && table.split.parts
      ? await applyToTraining(run, state, context)
      : ((await definition.apply(table, state as never, params as never, context, run.others as never)) as Outputs);
  return Object.fromEntries(
    Object.entries(outputs).map(([port, value]) => [
      port,
      value.kind === 'table' && port === 'table' ? traced(run, value, state) : value,
    ]),
  );
};
