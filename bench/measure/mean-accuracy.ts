/** A mean of accuracies, and how far chance may have moved it. */
export type MeanAccuracy = Readonly<Record<'accuracy' | 'standardError', number>>;

/** The standard error of a single one is not known: NaN. */
export const meanOf = (accuracies: readonly number[]): MeanAccuracy => {
  const count = accuracies.length;
  const accuracy = accuracies.reduce((sum, one) => sum + one, 0) / count;
  const squares = accuracies.reduce((sum, one) => sum + (one - accuracy) ** 2, 0);
  return { accuracy, standardError: Math.sqrt(squares / (count - 1) / count) };
};
