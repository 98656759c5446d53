/** Rows by actual and predicted class. */
export interface Confusion {
  readonly classes: number;
  /** Row-major, actual × predicted. */
  readonly counts: Float64Array;
}

/** Counts rows by class codes. Rows whose actual or predicted code is NaN are left out. */
export const confusionOf = (actual: Float64Array, predicted: Float64Array, classes: number): Confusion => {
  const counts = new Float64Array(classes * classes);
  for (let row = 0; row < actual.length; row++) {
    const cell = (actual[row] as number) * classes + (predicted[row] as number);
    if (!Number.isNaN(cell)) counts[cell] = (counts[cell] as number) + 1;
  }
  return { classes, counts };
};

/** What all metrics of a confusion matrix are functions of. */
export interface Margins {
  /** Rows in all. */
  readonly total: number;
  /** Rightly predicted rows of each class. */
  readonly hits: Float64Array;
  /** Rows that are of each class. */
  readonly actual: Float64Array;
  /** Rows that were predicted as each class. */
  readonly predicted: Float64Array;
}

export const marginsOf = ({ classes, counts }: Confusion): Margins => {
  const hits = new Float64Array(classes);
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < classes; row++)
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column] as number;
      total += count;
      actual[row] = (actual[row] as number) + count;
      predicted[column] = (predicted[column] as number) + count;
      if (row === column) hits[row] = count;
    }
  return { total, hits, actual, predicted };
};
