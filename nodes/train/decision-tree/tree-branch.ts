import { portableDecisionTree } from '../../../algorithms/trees/decision-tree.ts';
import type { Estimator, MatrixColumn } from '../../../contract/matrix.ts';
import type { PortableTrees } from '../../../contract/row-program.ts';

/** A tree as people read it: a question that is answered with yes (to the left) or no, or what is predicted. */
export type Branch =
  | { readonly question: string; readonly opposite: string; readonly yes: Branch; readonly no: Branch }
  /** Probability of each class, or one value. */
  | { readonly values: readonly number[] };

const mostLevels = 3;

const listed = (levels: readonly string[]): string =>
  levels.length <= mostLevels
    ? levels.join(', ')
    : `${levels.slice(0, mostLevels - 1).join(', ')} and ${levels.length - mostLevels + 1} more`;

/** Which levels go to the left and which to the right. */
const sidesOf = (tree: PortableTrees, node: number, { levels }: MatrixColumn) => {
  const first = (tree.mask[node] ?? 0) * tree.maskWords;
  const goesLeft = (code: number): boolean => (((tree.masks[first + (code >> 5)] ?? 0) >>> (code & 31)) & 1) === 1;
  return {
    left: levels.filter((_, code) => code <= tree.mostCode && goesLeft(code)),
    right: levels.filter((_, code) => !(code <= tree.mostCode && goesLeft(code))),
  };
};

/** Limits are kept in single precision; more digits would be noise. */
const shownLimit = (limit: number): string => Number(limit.toPrecision(6)).toString();

const branchAt = (tree: PortableTrees, columns: readonly MatrixColumn[], node: number): Branch => {
  const at = tree.left[node] ?? 0;
  const column = columns[tree.column[node] ?? -1];
  if (!column) return { values: Array.from(tree.leaves.subarray(at * tree.width, (at + 1) * tree.width)) };
  const [yes, no] = [branchAt(tree, columns, at), branchAt(tree, columns, at + 1)];
  const missing = tree.missingLeft[node] === 1;
  const told = (text: string, withMissing: boolean): string => (withMissing ? `${text} or missing` : text);
  if ((tree.mask[node] ?? -1) < 0) {
    const limit = shownLimit(tree.threshold[node] ?? 0);
    return {
      question: `${column.name} ≤ ${limit}`,
      opposite: told(`${column.name} > ${limit}`, !missing),
      yes,
      no,
    };
  }
  const { left, right } = sidesOf(tree, node, column);
  return {
    question: `${column.name} is ${listed(left)}`,
    opposite: told(`${column.name} is ${listed(right)}`, !missing),
    yes,
    no,
  };
};

export const branchesOf = (estimator: Estimator, columns: readonly MatrixColumn[]): Branch => {
  const tree = portableDecisionTree(estimator) as unknown as PortableTrees;
  return branchAt(tree, columns, tree.roots[0] ?? 0);
};
