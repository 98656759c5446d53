/** A column in deviations from its mean. */
export type Standardised = { readonly name: string; readonly mean: number; readonly deviation: number };

/** Training rows that gaps are filled from: a list of standardised values a column, missing ones null. */
export type Neighbours = {
  readonly columns: readonly Standardised[];
  readonly values: readonly (readonly (number | null)[])[];
};

/** A linear model of one column; a missing source counts as its mean. What it gives stays within what training rows have. */
export type LinearFill = {
  readonly sources: readonly Standardised[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
  readonly low: number;
  readonly high: number;
};

/** What the training rows taught. */
export type Learned = {
  /** What a missing value becomes, by column; null where nothing could be learned. */
  readonly fills: Readonly<Record<string, number | string | boolean | null>>;
  /** Columns that get an indicator. */
  readonly indicators: readonly string[];
  /** Where a column is filled by knn. */
  readonly neighbours?: Neighbours;
  /** By column that is filled by a model. */
  readonly models?: Readonly<Record<string, LinearFill>>;
};
