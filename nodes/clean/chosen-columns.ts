import type { Column } from '../../contract/column.ts';

export interface ChosenColumns {
  readonly chosen: readonly Column[];
  /** Names that no column has any more. */
  readonly gone: readonly string[];
}

/**
 * Columns by name, `type:number`, `role:feature` or `/regular expression/`, in the order of the table.
 * A column that happens to be called so comes before the meaning.
 */
export const chooseColumns = (columns: readonly Column[], selectors: readonly string[]): ChosenColumns => {
  const names = new Set<string>();
  const gone: string[] = [];
  for (const selector of selectors) {
    const found = matching(columns, selector);
    if (found.length === 0 && !isPattern(selector)) gone.push(selector);
    for (const { name } of found) names.add(name);
  }
  return { chosen: columns.filter(({ name }) => names.has(name)), gone };
};

const isPattern = (selector: string): boolean => /^(type:|role:|\/.*\/$)/.test(selector);

const matching = (columns: readonly Column[], selector: string): readonly Column[] => {
  const exact = columns.filter(({ name }) => name === selector);
  if (exact.length > 0) return exact;
  if (selector.startsWith('type:')) return columns.filter(({ type }) => `type:${type}` === selector);
  if (selector.startsWith('role:')) return columns.filter(({ role }) => `role:${role}` === selector);
  const pattern = patternOf(selector);
  return pattern ? columns.filter(({ name }) => pattern.test(name)) : [];
};

const patternOf = (selector: string): RegExp | undefined => {
  const source = /^\/(.+)\/$/.exec(selector)?.[1];
  if (source === undefined) return undefined;
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
};
