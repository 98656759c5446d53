import { argsort } from '../sort/argsort.ts';

/** A curve that never falls: straight between its points, level beyond the first and the last. */
export interface IsotonicCurve {
  /** Ascending. */
  readonly at: readonly number[];
  readonly values: readonly number[];
}

interface Block {
  sum: number;
  weight: number;
  first: number;
  last: number;
}

/**
 * The curve of values that never falls and lies nearest to what came true. Pool adjacent violators: Ayer et al., An empirical
 * distribution function for sampling with incomplete information, 1955. Equal scores count as one.
 * @param weights of the rows, some above 0; all 1 where absent
 */
export const fitIsotonic = (
  scores: Float64Array,
  isTrue: readonly boolean[],
  weights?: Float64Array,
): IsotonicCurve => {
  const blocks: Block[] = [];
  for (const row of argsort(scores)) {
    const score = scores[row] as number;
    const weight = weights ? (weights[row] as number) : 1;
    if (weight === 0) continue;
    const hit = isTrue[row] ? weight : 0;
    const last = blocks.at(-1);
    if (last && last.last === score && last.first === score) {
      last.sum += hit;
      last.weight += weight;
    } else blocks.push({ sum: hit, weight, first: score, last: score });
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    let current = block;
    for (
      let before = pooled.at(-1);
      before && before.sum * current.weight >= current.sum * before.weight;
      before = pooled.at(-1)
    ) {
      pooled.pop();
      current = {
        sum: before.sum + current.sum,
        weight: before.weight + current.weight,
        first: before.first,
        last: current.last,
      };
    }
    pooled.push(current);
  }
  const ends = pooled.flatMap(({ sum, weight, first, last }) =>
    (first === last ? [first] : [first, last]).map((at) => ({ at, value: sum / weight })),
  );
  return { at: ends.map(({ at }) => at), values: ends.map(({ value }) => value) };
};

/** The value of the curve at a score. */
export const isotonicAt = ({ at, values }: IsotonicCurve, score: number): number => {
  let low = 0;
  let high = at.length - 1;
  if (!(score > (at[low] as number))) return values[low] as number;
  if (score >= (at[high] as number)) return values[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((at[middle] as number) <= score) low = middle;
    else high = middle;
  }
  const [from, to] = [at[low] as number, at[high] as number];
  const share = (score - from) / (to - from);
  return (values[low] as number) * (1 - share) + (values[high] as number) * share;
};
