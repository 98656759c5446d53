/** Rows with the label they were given and what a model that never saw them makes of them. */
export interface LabelledRows {
  readonly classes: number;
  /** Class code 0…classes−1 of each row. */
  readonly given: ArrayLike<number>;
  /** Out-of-sample probabilities, rows × classes, row-major; each row sums to 1. */
  readonly probabilities: Float64Array;
}

/** Below it two probabilities count as equal, so that the last bits of a sum decide nothing. */
export const tolerance = 1e-6;

/** The most probable class of a row; the given one among equals, then the first. */
export const likeliest = ({ classes, given, probabilities }: LabelledRows, row: number): number => {
  let best = given[row] as number;
  const own = best;
  let most = (probabilities[row * classes + own] as number) + tolerance;
  for (let code = 0; code < classes; code++) {
    const value = probabilities[row * classes + code] as number;
    if (code === own || value <= most) continue;
    best = code;
    most = value;
  }
  return best;
};
