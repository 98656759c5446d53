import type { Sample } from './sample.ts';

const tolerance = 1e-4;

/** What the two sides found that differs: a fast wrong answer does not count. */
export const checked = (ours: Sample['check'], theirs: Sample['check']): readonly string[] =>
  Object.entries(ours).flatMap(([name, value]) => {
    const other = theirs[name];
    if (other === undefined) return [];
    const off = Math.abs(value - other);
    return off <= tolerance * Math.max(1, Math.abs(other)) ? [] : [`${name}: ${value} and ${other}`];
  });
