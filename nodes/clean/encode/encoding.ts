/** How one column is turned into numbers, as learned. `outputs` are the names of the columns that replace it. */
export type Encoding = OneHot | Lookup | Target | Hashed;

/** A 0/1 column for each of `levels`. `known` has the level that two-level columns leave out too. */
type OneHot = {
  readonly method: 'one-hot';
  readonly outputs: readonly string[];
  readonly levels: readonly string[];
  readonly known: readonly string[];
};

/** One number a level. */
type Lookup = {
  readonly method: 'ordinal' | 'frequency';
  readonly outputs: readonly string[];
  readonly known: readonly string[];
  readonly values: readonly number[];
};

/** Sums of the target (one a class) and rows, by level and fold, so that a training row can be left out of its own mean. */
type Target = {
  readonly method: 'target';
  readonly outputs: readonly string[];
  readonly known: readonly string[];
  readonly smoothing: number;
  readonly prior: readonly number[];
  /** By level, then fold. */
  readonly rows: readonly (readonly number[])[];
  /** By output, then level, then fold. */
  readonly sums: readonly (readonly (readonly number[])[])[];
};

type Hashed = { readonly method: 'hash'; readonly outputs: readonly string[] };

export type Encodings = { readonly columns: Readonly<Record<string, Encoding>> };
export type TargetEncoding = Target;

export const targetFolds = 5;

/** SQL: the fold in which a training row is left out, spread over the rows by a multiplicative hash. */
export const foldSql = `(((__row & 2147483647) * 2654435761) >> 13) % ${targetFolds}`;
