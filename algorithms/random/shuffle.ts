import type { Random } from './random.ts';

/** Shuffles `values` in place (Fisher–Yates). */
export const shuffle = <T extends { [index: number]: number; readonly length: number }>(
  values: T,
  random: Random,
): T => {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = values[last] as number;
    values[last] = values[other] as number;
    values[other] = kept;
  }
  return values;
};
