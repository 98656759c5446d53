/** What the training rows taught. */
export type Learned = {
  /** What a missing value becomes, by column; null where nothing could be learned. */
  readonly fills: Readonly<Record<string, number | string | boolean | null>>;
  /** Columns that get an indicator. */
  readonly indicators: readonly string[];
};
