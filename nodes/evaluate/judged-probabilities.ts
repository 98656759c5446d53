import { predictedClasses } from '../../algorithms/metrics/predicted-classes.ts';
import { scoresOf } from '../../algorithms/metrics/ranking.ts';

interface ClassifiedRows {
  readonly actual: Float64Array;
  /** Rows × classes, row-major. */
  readonly probabilities: Float64Array;
  readonly classes: number;
  /** Class codes; the most probable ones where absent. */
  readonly predicted?: Float64Array;
}

/** Of two classes the second one's probability; of more the probability of whatever was predicted. */
export const judgedProbabilities = ({ actual, probabilities, classes, predicted }: ClassifiedRows) => {
  if (classes === 2)
    return { probabilities: scoresOf(probabilities, 2, 1), cameTrue: (row: number) => actual[row] === 1 };
  const guesses = predicted ?? predictedClasses(probabilities, classes);
  const given = guesses.map((code, row) => probabilities[row * classes + code] ?? 0);
  return { probabilities: given, cameTrue: (row: number) => actual[row] === guesses[row] };
};
