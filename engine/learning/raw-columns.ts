import type { Column } from '../../contract/column.ts';
import type { Json } from '../../contract/json.ts';
import type { Nodes } from '../../contract/node.ts';
import type { TableShape } from '../../contract/shape.ts';
import type { RecipeStep } from '../../contract/values.ts';
import type { Lineage } from '../lineage.ts';
import { breathe } from './breathe.ts';
import { currentParams } from './step-params.ts';

interface Final {
  readonly columns: readonly Column[];
  readonly features: readonly string[];
}

/**
 * The raw columns that new rows must have. The target is not among them, nor what it is made of, as that of new rows is
 * not known yet; nor is a column without which the features come about all the same, judged by the shapes of the steps.
 */
export const neededRawColumns = async (
  nodes: Nodes,
  { rawColumns, recipe }: Lineage,
  final: Final & { readonly signal: AbortSignal },
): Promise<readonly Column[]> => {
  const features = new Set(final.features);
  if (recipe.length === 0) return rawColumns.filter(({ name }) => features.has(name));
  const replayed = recipe.filter(({ kind }) => kind !== 'rows' && kind !== 'training');
  const usual = shapesAlong(nodes, replayed, rawColumns);
  const targets = new Set(final.columns.flatMap(({ name, role }) => (role === 'target' ? [name] : [])));
  const spoken = textsIn(replayed.map(({ params }) => params));
  const needed: Column[] = [];
  for (const raw of rawColumns) {
    const { name } = raw;
    if (targets.has(name)) continue;
    const passes = features.has(name) && usual.every(({ columns }) => columns.has(name));
    // Nothing else becomes a feature of that name. Looking at the shapes without each column took seconds for hundreds of them.
    if (passes && !spoken.has(name)) {
      needed.push(raw);
      continue;
    }
    await breathe(final.signal);
    const others = rawColumns.filter((one) => one !== raw);
    const without = shapesAlong(nodes, replayed, others);
    if (breaksStep(usual, without) || losesFeature({ usual, without, replayed, final })) needed.push(raw);
  }
  return needed;
};

/** All texts and names of settings within. */
const textsIn = (value: Json, found = new Set<string>()): ReadonlySet<string> => {
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const inner of value) textsIn(inner, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) {
      found.add(name);
      textsIn(inner, found);
    }
  return found;
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
