import type { MatrixColumn } from '../../../../contract/matrix.ts';
import type { PortableTrees } from '../../../../contract/row-program.ts';
import { columnsOf } from './features.ts';
import type { GraphBuilder } from './graph.ts';
import { floats } from './tensor.ts';

/** Where a row stands beyond the columns: 0 where its level goes left by a mask, 1 where right, NaN where it is missing. */
interface MaskColumns {
  readonly x: string;
  /** Place of a mask of a column among all columns. */
  placeOf(column: number, mask: number): number;
}

const goesLeft = ({ masks, maskWords, mostCode }: PortableTrees, mask: number, level: number): boolean => {
  const code = Math.min(level, mostCode);
  return (((masks[mask * maskWords + (code >> 5)] as number) >>> (code & 31)) & 1) === 1;
};

const masksByColumn = (trees: PortableTrees): ReadonlyMap<number, readonly number[]> => {
  const found = new Map<number, Set<number>>();
  trees.column.forEach((column, node) => {
    const mask = trees.mask[node] as number;
    if (column >= 0 && mask >= 0) found.set(column, (found.get(column) ?? new Set()).add(mask));
  });
  return new Map([...found].map(([column, masks]) => [column, [...masks]]));
};

/** ONNX's trees split numbers alone, so each set of levels becomes a column. */
const withMasks = (
  graph: GraphBuilder,
  trees: PortableTrees,
  x: string,
  columns: readonly MatrixColumn[],
): MaskColumns => {
  const places = new Map<string, number>();
  const parts = [x];
  let next = columns.length;
  for (const [column, masks] of masksByColumn(trees)) {
    const levels = Math.max(1, columns[column]?.levels.length ?? 1);
    const right = Array.from({ length: levels }, (_, level) =>
      masks.map((mask) => (goesLeft(trees, mask, level) ? 0 : 1)),
    );
    for (const mask of masks) places.set(`${column} ${mask}`, next++);
    const code = columnsOf(graph, x, [column]);
    const missing = graph.op('IsNaN', [code]);
    const known = graph.op('Where', [missing, graph.constant(floats([1, 1], [0])), code]);
    const flat = graph.op('Squeeze', [
      graph.cast(known, 'int64'),
      graph.constant({ type: 'int64', dims: [1], values: [1] }),
    ]);
    const sides = graph.op('Gather', [graph.constant(floats([levels, masks.length], right.flat())), flat], {
      axis: { int: 0 },
    });
    parts.push(graph.op('Where', [missing, graph.constant(floats([1, 1], [Number.NaN])), sides]));
  }
  return {
    x: parts.length === 1 ? x : graph.op('Concat', parts, { axis: { int: 1 } }),
    placeOf: (column, mask) => places.get(`${column} ${mask}`) ?? column,
  };
};

const listOf = () => ({
  tree: [] as number[],
  id: [] as number[],
  feature: [] as number[],
  mode: [] as string[],
  value: [] as number[],
  yes: [] as number[],
  no: [] as number[],
  missing: [] as number[],
  leafTree: [] as number[],
  leafId: [] as number[],
  target: [] as number[],
  weight: [] as number[],
});

type Lists = ReturnType<typeof listOf>;

/** Nodes of a tree are numbered in the order in which they are met. */
const addTree = (lists: Lists, trees: PortableTrees, tree: number, placeOf: MaskColumns['placeOf']): void => {
  const met: number[] = [trees.roots[tree] as number];
  for (let id = 0; id < met.length; id++) {
    const node = met[id] as number;
    const column = trees.column[node] as number;
    const mask = trees.mask[node] as number;
    const left = trees.left[node] as number;
    const isLeaf = column < 0;
    const child = isLeaf ? 0 : met.length;
    if (!isLeaf) met.push(left, left + 1);
    lists.tree.push(tree);
    lists.id.push(id);
    lists.feature.push(isLeaf ? 0 : mask < 0 ? column : placeOf(column, mask));
    lists.mode.push(isLeaf ? 'LEAF' : 'BRANCH_LEQ');
    lists.value.push(isLeaf ? 0 : mask < 0 ? (trees.threshold[node] as number) : 0.5);
    lists.yes.push(child);
    lists.no.push(isLeaf ? 0 : child + 1);
    lists.missing.push(trees.missingLeft[node] as number);
    for (let at = 0; isLeaf && at < trees.width; at++) {
      lists.leafTree.push(tree);
      lists.leafId.push(id);
      lists.target.push(trees.width === 1 ? tree % trees.outputs : at);
      lists.weight.push(trees.leaves[left * trees.width + at] as number);
    }
  }
};

/** Sums or means of the leaves: rows × outputs, floats. */
export const treeScores = (
  graph: GraphBuilder,
  trees: PortableTrees,
  { x, columns }: { readonly x: string; readonly columns: readonly MatrixColumn[] },
): string => {
  const { outputs, baseline, combine, roots } = trees;
  if (roots.length === 0) return graph.constant(floats([1, outputs], Array.from(baseline)));
  const masked = withMasks(graph, trees, x, columns);
  const lists = listOf();
  for (let tree = 0; tree < roots.length; tree++) addTree(lists, trees, tree, masked.placeOf);
  return graph.op('TreeEnsembleRegressor', [masked.x], {
    n_targets: { int: outputs },
    aggregate_function: { text: combine === 'mean' ? 'AVERAGE' : 'SUM' },
    ...(baseline.length > 0 ? { base_values: { floats: baseline } } : {}),
    nodes_treeids: { ints: lists.tree },
    nodes_nodeids: { ints: lists.id },
    nodes_featureids: { ints: lists.feature },
    nodes_modes: { texts: lists.mode },
    nodes_values: { floats: lists.value },
    nodes_truenodeids: { ints: lists.yes },
    nodes_falsenodeids: { ints: lists.no },
    nodes_missing_value_tracks_true: { ints: lists.missing },
    target_treeids: { ints: lists.leafTree },
    target_nodeids: { ints: lists.leafId },
    target_ids: { ints: lists.target },
    target_weights: { floats: lists.weight },
  });
};
