import type { Leaf } from './growing-tree.ts';

/** Free histograms; when there is none, the least promising open leaf gives up its own. */
export interface HistogramSlots {
  take(open: readonly Leaf[]): number;
  give(slot: number): void;
}

export const createSlots = (count: number): HistogramSlots => {
  const free = Array.from({ length: count }, (_, index) => count - 1 - index);
  return {
    take: (open) => {
      const slot = free.pop();
      if (slot !== undefined) return slot;
      const holders = open.filter((leaf) => leaf.slot >= 0);
      const least = holders.reduce((a, b) => ((b.split?.gain ?? 0) < (a.split?.gain ?? 0) ? b : a));
      const taken = least.slot;
      least.slot = -1;
      return taken;
    },
    give: (slot) => {
      if (slot >= 0) free.push(slot);
    },
  };
};
