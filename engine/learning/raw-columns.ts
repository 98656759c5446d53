import type { Column } from '../../contract/column.ts';
import type { Nodes } from '../../contract/node.ts';
import type { TableShape } from '../../contract/shape.ts';
import type { RecipeStep } from '../../contract/values.ts';
import type { Lineage } from '../lineage.ts';
import { currentParams } from './step-params.ts';

interface Final {
  readonly columns: readonly Column[];
  readonly features: readonly string[];
}

/**
 * The raw columns that new rows must have. The target is not among them, nor what it is made of, as that of new rows is
 * not known yet; nor is a column without which the features come about all the same, judged by the shapes of the steps.
 */
export const neededRawColumns = (nodes: Nodes, { rawColumns, recipe }: Lineage, final: Final): readonly Column[] => {
  if (recipe.length === 0) return rawColumns.filter(({ name }) => final.features.includes(name));
  const replayed = recipe.filter(({ kind }) => kind !== 'rows' && kind !== 'training');
  const usual = shapesAlong(nodes, replayed, rawColumns);
  return rawColumns.filter((raw) => {
    if (final.columns.some(({ name, role }) => name === raw.name && role === 'target')) return false;
    const others = rawColumns.filter((one) => one !== raw);
    const without = shapesAlong(nodes, replayed, others);
    return breaksStep(usual, without) || losesFeature({ usual, without, replayed, final });
  });
};

interface ShapeAfter {
  readonly columns: ReadonlyMap<string, Column>;
  readonly errors: number;
}

/** The columns at first and after each step, up to one that can't tell its columns without data. */
const shapesAlong = (
  nodes: Nodes,
  recipe: readonly RecipeStep[],
  columns: readonly Column[],
): readonly ShapeAfter[] => {
  let shape: TableShape = { kind: 'table', columns, split: { parts: true, folds: 0, repeats: 1 } };
  const along: ShapeAfter[] = [{ columns: byName(columns), errors: 0 }];
  for (const step of recipe) {
    const node = nodes[step.type];
    if (node?.role !== 'transform') break;
    const result = node.shape(shape, currentParams(node, step) as never, step.others as never);
    const table = result.outputs['table'];
    if (table?.kind !== 'table' || !table.columns) break;
    const errors = (result.problems ?? []).filter(({ severity }) => severity === 'error').length;
    along.push({ columns: byName(table.columns), errors });
    shape = table;
  }
  return along;
};

const byName = (columns: readonly Column[]): ReadonlyMap<string, Column> =>
  new Map(columns.map((column) => [column.name, column]));

/**
 * Whether a step can't do its work for want of the column. One that only adds columns does no harm by it: whether these
 * are needed shows in what becomes of them.
 */
const breaksStep = (usual: readonly ShapeAfter[], without: readonly ShapeAfter[]): boolean =>
  without.some((after, at) => {
    const [before, expected] = [usual[at - 1], usual[at]];
    if (!before || !expected || after.errors <= expected.errors) return false;
    const added = [...expected.columns.keys()].filter((name) => !before.columns.has(name));
    return added.length === 0 || added.some((name) => after.columns.has(name));
  });

interface Compared {
  readonly usual: readonly ShapeAfter[];
  readonly without: readonly ShapeAfter[];
  readonly replayed: readonly RecipeStep[];
  readonly final: Final;
}

/** Behind a step whose columns only the data can tell, a feature that is gone at the end was made into others. */
const losesFeature = ({ usual, without, replayed, final }: Compared): boolean => {
  const reached = Math.min(usual.length, without.length) - 1;
  const [expected, found] = [usual[reached]?.columns, without[reached]?.columns];
  if (reached === replayed.length) return !final.features.every((feature) => found?.has(feature));
  const later = JSON.stringify(replayed.slice(reached).map(({ params }) => params));
  const end = byName(final.columns);
  return [...(expected?.values() ?? [])].some(({ name, role }) => {
    if (found?.has(name) || end.get(name)?.role === 'target') return false;
    return (
      names(later, JSON.stringify(name).slice(1, -1)) ||
      final.features.includes(name) ||
      (role === 'feature' && !end.has(name))
    );
  });
};

/** Whether the text has the name by itself, not as a part of a longer word. */
const names = (text: string, name: string): boolean =>
  text
    .split(name)
    .some(
      (after, at, parts) => at > 0 && !/[\p{L}\p{N}_]$/u.test(parts[at - 1] ?? '') && !/^[\p{L}\p{N}_]/u.test(after),
    );
