/** Something that cost time and reached a score; a larger score is better. */
export interface Costed {
  readonly seconds: number;
  readonly score: number;
}

/** Indices of those that nothing beats in score without taking longer, by rising time. */
export const paretoFront = (trials: readonly Costed[]): readonly number[] => {
  const order = trials
    .map((_, index) => index)
    .filter((index) => Number.isFinite(trials[index]?.score))
    .sort((a, b) => compare(trials[a] as Costed, trials[b] as Costed) || a - b);
  let best = Number.NEGATIVE_INFINITY;
  return order.filter((index) => {
    const { score } = trials[index] as Costed;
    if (score <= best) return false;
    best = score;
    return true;
  });
};

const compare = (a: Costed, b: Costed): number => a.seconds - b.seconds || b.score - a.score;
