import type { ApplyContext, NodeContext } from '../../contract/context.ts';
import type { Json } from '../../contract/json.ts';
import type { Nodes, TransformNode } from '../../contract/node.ts';
import { fail } from '../../contract/problem.ts';
import type { RecipeStep, Table } from '../../contract/values.ts';
import { besideTraining } from '../tables/beside-training.ts';
import { trainingRows } from '../tables/training-rows.ts';
import { currentParams } from './step-params.ts';

interface Replay {
  readonly nodes: Nodes;
  readonly context: NodeContext;
}

const transformOf = (nodes: Nodes, type: string): TransformNode => {
  const node = nodes[type];
  if (node?.role !== 'transform') throw fail('flow.unknown-node', { values: { type } });
  return node;
};

const applied = async (
  node: TransformNode,
  table: Table,
  learned: { readonly state: Json; readonly params: unknown },
  context: ApplyContext,
): Promise<Table> => {
  const outputs = await node.apply(table, learned.state as never, learned.params as never, context);
  return outputs['table'] as Table;
};

/**
 * New rows through the recipe, with what each step learned in training. Steps that drop or add rows are left out:
 * whoever asks for predictions gets one for every row.
 */
export const replayRecipe = async (
  { nodes, context }: Replay,
  recipe: readonly RecipeStep[],
  raw: Table,
): Promise<Table> => {
  const predicting = { ...context, predicting: true };
  let table = raw;
  for (const step of recipe) {
    if (step.kind === 'rows' || step.kind === 'training') continue;
    const node = transformOf(nodes, step.type);
    table = await applied(node, table, { state: step.state, params: currentParams(node, step) }, predicting);
  }
  return table;
};

/**
 * The steps again on other training rows: those that learn, learn anew from `training` rows of the table only.
 * `keep` stores what each step made, because a chain of views would do all its work again for every question of the next.
 */
export const refitRecipe = async (
  { nodes, context, keep }: Replay & { readonly keep: (table: Table) => Promise<Table> },
  recipe: readonly RecipeStep[],
  divided: Table,
): Promise<Table> => {
  const learning = { ...context, predicting: false };
  let table = await keep(divided);
  for (const step of recipe) {
    const node = transformOf(nodes, step.type);
    const params = currentParams(node, step);
    const training = await trainingRows(context.tables, table);
    const learns = node.fit && Object.keys(node.inputs).length === 1;
    const state = node.fit && learns ? await node.fit(training, params as never, context) : step.state;
    const learned = { state, params };
    const made =
      step.kind === 'training'
        ? await besideTraining(context.tables, await applied(node, training, learned, learning), table)
        : await applied(node, table, learned, learning);
    table = await keep(made);
  }
  return table;
};
