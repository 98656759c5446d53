import { portableDecisionTree } from '../../../algorithms/trees/decision-tree.ts';
import type { Estimator, MatrixColumn } from '../../../contract/matrix.ts';
import type { PortableTrees } from '../../../contract/row-program.ts';

/** What a row must be to take one side of a question. */
export type Condition = {
  readonly column: string;
  /** Whether a row goes there too whose value is missing. */
  readonly missing: boolean;
} & ({ readonly side: '≤' | '>'; readonly limit: number } | { readonly levels: readonly string[] });

/** A tree as people read it: a question, with the side of those who say yes and of those who say no, or an end. */
export type Branch =
  | { readonly yes: Side; readonly no: Side }
  /** Probability of each class, or one value. */
  | { readonly values: readonly number[] };

export interface Side {
  readonly condition: Condition;
  readonly branch: Branch;
}

/** Which levels go to the left and which to the right. */
const sidesOf = (tree: PortableTrees, node: number, { levels }: MatrixColumn) => {
  const first = (tree.mask[node] ?? 0) * tree.maskWords;
  const goesLeft = (code: number): boolean => (((tree.masks[first + (code >> 5)] ?? 0) >>> (code & 31)) & 1) === 1;
  return {
    left: levels.filter((_, code) => code <= tree.mostCode && goesLeft(code)),
    right: levels.filter((_, code) => !(code <= tree.mostCode && goesLeft(code))),
  };
};

const branchAt = (tree: PortableTrees, columns: readonly MatrixColumn[], node: number): Branch => {
  const at = tree.left[node] ?? 0;
  const column = columns[tree.column[node] ?? -1];
  if (!column) return { values: Array.from(tree.leaves.subarray(at * tree.width, (at + 1) * tree.width)) };
  const toLeft = tree.missingLeft[node] === 1;
  const side = (isLeft: boolean): Condition => {
    const told = { column: column.name, missing: isLeft === toLeft };
    if ((tree.mask[node] ?? -1) < 0) return { ...told, side: isLeft ? '≤' : '>', limit: tree.threshold[node] ?? 0 };
    const { left, right } = sidesOf(tree, node, column);
    return { ...told, levels: isLeft ? left : right };
  };
  return {
    yes: { condition: side(true), branch: branchAt(tree, columns, at) },
    no: { condition: side(false), branch: branchAt(tree, columns, at + 1) },
  };
};

export const branchesOf = (estimator: Estimator, columns: readonly MatrixColumn[]): Branch => {
  const tree = portableDecisionTree(estimator) as unknown as PortableTrees;
  return branchAt(tree, columns, tree.roots[0] ?? 0);
};
