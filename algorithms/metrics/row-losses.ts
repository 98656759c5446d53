const epsilon = Number.EPSILON;

/** A loss for each row of row-major probabilities (rows × classes). */
type RowLosses = (actual: Float64Array, probabilities: Float64Array, classes: number) => Float64Array;

/** −ln of the probability given to the actual class, probabilities clipped to [ε, 1−ε] and rows normed to 1. */
export const logLosses: RowLosses = (actual, probabilities, classes) => {
  const losses = new Float64Array(actual.length);
  for (let row = 0; row < actual.length; row++) {
    let total = 0;
    for (let code = 0; code < classes; code++)
      total += Math.min(Math.max(probabilities[row * classes + code] as number, epsilon), 1 - epsilon);
    const given = probabilities[row * classes + (actual[row] as number)] as number;
    losses[row] = -Math.log(Math.min(Math.max(given, epsilon), 1 - epsilon) / total);
  }
  return losses;
};

/**
 * Squared distance between probabilities and outcome: for two classes of the second class's probability alone (0…1),
 * for more classes summed over all of them (0…2), as Brier (1950) had it.
 */
export const brierLosses: RowLosses = (actual, probabilities, classes) => {
  const losses = new Float64Array(actual.length);
  for (let row = 0; row < actual.length; row++) {
    let total = 0;
    for (let code = classes === 2 ? 1 : 0; code < classes; code++) {
      const distance = (probabilities[row * classes + code] as number) - (actual[row] === code ? 1 : 0);
      total += distance * distance;
    }
    losses[row] = total;
  }
  return losses;
};
