import type { ApplyContext, NodeContext } from '../../contract/context.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { TransformNode } from '../../contract/node.ts';
import type { TableShape } from '../../contract/shape.ts';
import type { RecipeStep, Table, Value } from '../../contract/values.ts';
import { type Lineage, learnedSteps, lineageOf, type TracedTable } from '../lineage.ts';
import { besideTraining } from '../tables/beside-training.ts';
import { trainingRows } from '../tables/training-rows.ts';
import { recipeFindings } from './recipe-findings.ts';

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

const applyToTraining = async (run: TransformRun, state: Json, context: ApplyContext): Promise<Outputs> => {
  const { definition, params, table } = run;
  const training = await trainingRows(context.tables, table);
  const outputs = await definition.apply(training, state as never, params as never, context, run.others as never);
  const changed = outputs['table'] as Table;
  return { ...outputs, table: await besideTraining(context.tables, changed, table) } as Outputs;
};

const shapeOf = ({ columns, split }: Table): TableShape => ({ kind: 'table', columns, split });

/** What came in; an optional input may be free. */
const wired = (others: TransformRun['others']): readonly (readonly [string, Table | readonly Table[]])[] =>
  Object.entries(others as Readonly<Record<string, Table | readonly Table[] | undefined>>).flatMap(([port, value]) =>
    value === undefined ? [] : [[port, value] as const],
  );

const shapesOf = (others: TransformRun['others']): NonNullable<RecipeStep['others']> =>
  Object.fromEntries(
    wired(others).map(([port, value]) => [port, 'relation' in value ? shapeOf(value) : value.map(shapeOf)]),
  );

/** What came in at the side is too much to carry, so a model behind this step takes the rows as they leave it. */
const raw = (table: Table): Lineage => ({
  rawColumns: table.columns,
  recipe: [],
  raw: table,
  ...(table.split.parts ? { split: { table, steps: 0 } } : {}),
});

const keepsRows = async (before: Table, after: Table, { tables }: NodeContext): Promise<boolean> => {
  if (before.rows !== after.rows) return false;
  const [row] = await tables.rows(
    `SELECT count(*) AS kept FROM ${before.relation} b SEMI JOIN ${after.relation} a ON a.__row = b.__row`,
  );
  return Number(row?.['kept']) === before.rows;
};

/**
 * A table that others were added to. New rows go through the step with what its state carries of the others, or, where that
 * would be too much, begin behind it. Folds are dealt among the rows that it left, unless these are the ones that came in.
 */
const tracedBeside = async (run: TransformRun, output: Table, state: Json, context: NodeContext): Promise<Lineage> => {
  const before = lineageOf(run.table);
  if (state === null) {
    const lost = learnedSteps(before.recipe);
    if (lost !== '') context.finding(recipeFindings.cut(lost));
    return raw(output);
  }
  const recipe = [...before.recipe, { ...stepOf(run, state), others: shapesOf(run.others) }];
  if (!output.split.parts || (await keepsRows(run.table, output, context))) return { ...before, recipe };
  const kept = learnedSteps(before.split ? before.recipe.slice(before.split.steps) : []);
  if (kept !== '') context.finding(recipeFindings.notRefitted(kept));
  return { ...before, recipe, split: { table: output, steps: recipe.length } };
};

const stepOf = ({ node, type, definition, params }: TransformRun, state: Json): RecipeStep => ({
  node,
  type,
  version: definition.version,
  kind: definition.kind,
  params,
  state,
});

/** A step that is left out when predicting needs nothing of what came in beside the table, nor does one to which nothing did. */
const needsOthers = ({ definition, others }: TransformRun): boolean =>
  definition.kind !== 'rows' && definition.kind !== 'training' && wired(others).length > 0;

const traced = async (run: TransformRun, output: Table, state: Json, context: NodeContext): Promise<TracedTable> => {
  if (needsOthers(run)) return { ...output, lineage: await tracedBeside(run, output, state, context) };
  const before = lineageOf(run.table);
  if (run.type.startsWith('split.')) {
    const split = { table: output, steps: before.recipe.length };
    return { ...output, lineage: { ...before, split } };
  }
  return { ...output, lineage: { ...before, recipe: [...before.recipe, stepOf(run, state)] } };
};

/** Learns from the training rows, changes all rows, and notes the step in the recipe. */
export const runTransform = async (run: TransformRun, step: NodeContext): Promise<Outputs> => {
  const { definition, params, table } = run;
  const context: ApplyContext = { ...step, predicting: false };
  const state = definition.fit
    ? await definition.fit(await trainingRows(context.tables, table), params as never, context, run.others as never)
    : null;
  const outputs =
    definition.kind === 'training' && table.split.parts
      ? await applyToTraining(run, state, context)
      : ((await definition.apply(table, state as never, params as never, context, run.others as never)) as Outputs);
  const { table: changed, ...rest } = outputs;
  return changed?.kind === 'table' ? { ...rest, table: await traced(run, changed, state, context) } : outputs;
};
