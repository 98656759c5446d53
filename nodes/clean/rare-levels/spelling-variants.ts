import type { Count } from './levels.ts';

/** A level without case, accents, spaces and signs; itself where nothing would be left. */
const bare = (level: string): string =>
  level
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '') || level;

/** Levels that differ in spelling only, the commonest first, which the others should become. */
export const spellingVariants = (counts: readonly Count[]): readonly (readonly [string, ...string[]])[] => {
  const groups = new Map<string, [string, ...string[]]>();
  for (const { level } of counts) {
    const group = groups.get(bare(level));
    if (group) group.push(level);
    else groups.set(bare(level), [level]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
};
