import type { Predictions } from '../../contract/values.ts';
import { numbered } from './numbered.ts';

/** Names of several predictions, numbered where two are alike; none where there is only one. */
export const modelNames = (predictions: readonly Predictions[]): readonly (string | undefined)[] =>
  predictions.length < 2 ? predictions.map(() => undefined) : numbered(predictions.map(({ name }) => name));
