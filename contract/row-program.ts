import type { ColumnType } from './column.ts';
import type { Model } from './values.ts';

/**
 * An expression over the values of one row, as JSON, with DuckDB's meaning:
 * `['col', name]` · `['null']` · `['whole', '12']` (64 bits) · `['value', number, text or truth]` ·
 * `['cast' | 'try', type, x]` (`try` gives missing where it can't be) · `['call', function, …x]` ·
 * `['case', condition, x, condition, x, …, otherwise]` · `['=' | '!=' | '<' | '<=' | '>' | '>=', a, b]` ·
 * `['and' | 'or', …x]` · `['not' | 'is-null', x]` · `['in', x, …items]` · `['between', x, low, high]` ·
 * `['lookup', table, column, key]` · `['terms', table, term's place | 'characters' | 'words', text]`.
 */
export type RowExpr = readonly [op: string, ...parts: RowPart[]];
export type RowPart = string | number | boolean | RowExpr;

/** What `lookup` looks keys up in: `columns[c][i]` belongs to `keys[i]`. */
export interface LookupTable {
  readonly keys: readonly string[];
  readonly columns: readonly (readonly number[])[];
}

/** What `terms` counts in a text: a vocabulary with weights, or terms spread over buckets by their hash. */
export interface TermsTable {
  readonly grams: number;
  readonly sublinear: boolean;
  readonly terms?: readonly string[];
  readonly weights?: readonly number[];
  readonly buckets?: number;
}

/** How the last scores become answers. `logistic` makes two probabilities of one score. */
export type Link = 'identity' | 'exp' | 'softmax' | 'logistic';

/**
 * A fitted estimator in a form that programs in any language can work with, without knowing our learners. `x` are the
 * prepared float32 values of one row; arrays are row-major.
 */
export type PortableEstimator = {
  readonly link: Link;
  /** Where the answers are about these classes only, of `classes`; the others get 0. */
  readonly present?: readonly number[];
  readonly classes: number;
} & (
  | { readonly kind: 'constant'; readonly answers: Float64Array }
  /** Per output: intercept + Σ coefficient · x. */
  | { readonly kind: 'linear'; readonly coefficients: Float64Array; readonly intercepts: Float64Array }
  | PortableTrees
  /** The `k` nearest of `points` by distance, then by `order`; each votes for its `y`. */
  | {
      readonly kind: 'neighbours';
      readonly k: number;
      readonly metric: 'euclidean' | 'manhattan';
      readonly weighting: 'uniform' | 'distance';
      readonly points: Float32Array;
      readonly order: Float64Array;
      readonly y: Float64Array;
      readonly weights: Float64Array;
    }
  /**
   * Log probabilities add up. Per column from `from` of `table` on: with `levels`, their logarithms class by class; without,
   * the means of the classes and then their variances, to which `epsilon` is added.
   */
  | {
      readonly kind: 'bayes';
      readonly epsilon: number;
      readonly priors: Float64Array;
      readonly columns: readonly { readonly levels: number; readonly from: number }[];
      readonly table: Float64Array;
    }
  /** Layer after layer: kernel (inputs × units), then bias. The model itself counts in float32 here. */
  | {
      readonly kind: 'dense';
      readonly sizes: readonly number[];
      /** Of each layer's sums. */
      readonly activations: readonly ('relu' | 'tanh' | 'sigmoid' | 'linear')[];
      readonly weights: Float32Array;
    }
);

/**
 * Trees, their nodes in parallel arrays. A row goes to `left` where its value ≤ `threshold`, or where the bit of its category
 * (no more than `mostCode`) is set in mask number `mask`, or where it is missing and `missingLeft`; else to `left + 1`.
 * `column` is −1 for a leaf, whose `width` values in `leaves` begin at `left` · `width`. With one value a leaf, tree after tree
 * goes to output after output.
 */
export interface PortableTrees {
  readonly kind: 'trees';
  readonly column: Int32Array;
  readonly threshold: Float32Array;
  readonly mask: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly roots: Int32Array;
  readonly leaves: Float64Array;
  readonly masks: Uint32Array;
  readonly maskWords: number;
  readonly mostCode: number;
  readonly width: number;
  readonly outputs: number;
  /** Added to each output. */
  readonly baseline: Float64Array;
  readonly combine: 'mean' | 'sum';
}

export interface RowInput {
  readonly name: string;
  readonly type: ColumnType;
  /** Predicting can do without it. */
  readonly optional: boolean;
}

/** A model as a program over single raw rows. */
export interface RowProgram
  extends Pick<Model, 'name' | 'task' | 'target' | 'classes' | 'threshold' | 'calibration' | 'preparation' | 'golden'> {
  readonly inputs: readonly RowInput[];
  /** One after the other: columns that are made, all of the row as it was before the step. */
  readonly steps: readonly (readonly (readonly [name: string, value: RowExpr])[])[];
  readonly tables: readonly (LookupTable | TermsTable)[];
  readonly estimator: PortableEstimator;
}
