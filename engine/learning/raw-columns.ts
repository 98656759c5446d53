import type { Column } from '../../contract/column.ts';
import type { Nodes } from '../../contract/node.ts';
import type { TableShape } from '../../contract/shape.ts';
import type { RecipeStep } from '../../contract/values.ts';
import type { Lineage } from '../lineage.ts';
import { currentParams } from './step-params.ts';

/**
 * The raw columns that new rows must have. The target is not among them, as that of new rows is not known yet; nor is
 * a column without which the features come about all the same, judged by the shapes of the steps.
 */
export const neededRawColumns = (
  nodes: Nodes,
  { rawColumns, recipe }: Lineage,
  final: { readonly columns: readonly Column[]; readonly features: readonly string[] },
): readonly Column[] => {
  if (recipe.length === 0) return rawColumns.filter(({ name }) => final.features.includes(name));
  const usual = shapeAfter(nodes, recipe, rawColumns);
  return rawColumns.filter((raw) => {
    const ends = final.columns.find(({ name }) => name === raw.name);
    if (ends?.role === 'target') return false;
    if (!usual) return !ends || final.features.includes(ends.name);
    const without = shapeAfter(
      nodes,
      recipe,
      rawColumns.filter(({ name }) => name !== raw.name),
    );
    const complete = without && final.features.every((feature) => without.columns.has(feature));
    return !complete || without.problems > usual.problems;
  });
};

interface ShapeAfter {
  readonly columns: ReadonlySet<string>;
  readonly problems: number;
}

/** Undefined where a step can't tell its columns without data. */
const shapeAfter = (
  nodes: Nodes,
  recipe: readonly RecipeStep[],
  columns: readonly Column[],
): ShapeAfter | undefined => {
  let shape: TableShape = { kind: 'table', columns, split: { parts: true, folds: 0, repeats: 1 } };
  let problems = 0;
  for (const step of recipe) {
    const node = nodes[step.type];
    if (node?.role !== 'transform') return undefined;
    const result = node.shape(shape, currentParams(node, step) as never, step.others as never);
    const table = result.outputs['table'];
    if (table?.kind !== 'table' || !table.columns) return undefined;
    problems += (result.problems ?? []).filter(({ severity }) => severity === 'error').length;
    shape = table;
  }
  return { columns: new Set(shape.columns?.map(({ name }) => name)), problems };
};
