import type { Branch, Condition } from './tree-branch.ts';

const mostLevels = 3;

const listed = (levels: readonly string[]): string =>
  levels.length <= mostLevels
    ? levels.join(', ')
    : `${levels.slice(0, mostLevels - 1).join(', ')} and ${levels.length - mostLevels + 1} more`;

/** Limits are kept in single precision; more digits would be noise. */
const shownLimit = (limit: number): string => Number(limit.toPrecision(6)).toString();

export const conditionText = (condition: Condition): string =>
  'side' in condition
    ? `${condition.column} ${condition.side} ${shownLimit(condition.limit)}`
    : `${condition.column} is ${listed(condition.levels)}`;

/** Of two conditions on the same side of a column the later one is the narrower; of levels those remain that both have. */
const joined = (earlier: Condition, later: Condition): Condition | undefined => {
  if (earlier.column !== later.column) return undefined;
  if ('levels' in earlier && 'levels' in later)
    return { ...later, levels: later.levels.filter((level) => earlier.levels.includes(level)) };
  return 'side' in earlier && 'side' in later && earlier.side === later.side ? later : undefined;
};

/** What a row must be to come to an end of the tree, as short as it can be said. */
const whereOf = (path: readonly Condition[]): string => {
  const kept: Condition[] = [];
  for (const condition of path) {
    const at = kept.findIndex((one) => joined(one, condition));
    const before = kept[at];
    if (before) kept.splice(at, 1, joined(before, condition) ?? condition);
    else kept.push(condition);
  }
  const mayLack = (column: string): boolean => path.every((one) => one.column !== column || one.missing);
  const isLast = (at: number): boolean => !kept.slice(at + 1).some(({ column }) => column === kept[at]?.column);
  const texts = kept.map((condition, at) =>
    isLast(at) && mayLack(condition.column) ? `${conditionText(condition)} (or missing)` : conditionText(condition),
  );
  return texts.join(' and ') || 'always';
};

export interface Rule {
  readonly where: string;
  readonly values: readonly number[];
}

/** Each end of the tree, from left to right. */
export const rulesOf = (branch: Branch, path: readonly Condition[] = []): readonly Rule[] =>
  'values' in branch
    ? [{ where: whereOf(path), values: branch.values }]
    : [branch.yes, branch.no].flatMap((side) => rulesOf(side.branch, [...path, side.condition]));
