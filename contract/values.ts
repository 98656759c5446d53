import type { Column, Split } from './column.ts';
import type { Json, JsonObject } from './json.ts';
import type { Estimator, MatrixColumn, Task } from './matrix.ts';
import type { Report } from './report.ts';
import type { TableShape } from './shape.ts';

/**
 * Rows and columns inside the engine's DuckDB. Rows never travel on a wire; whoever wants some asks for a page.
 *
 * `relation` may stand after FROM. Besides `columns` it has hidden columns:
 * `__row` BIGINT, the stable row id, unique; and where `split.parts`, `__part` VARCHAR with the part's name
 * (never NULL); and where `split.folds`, `__fold_1` … `__fold_<repeats>` INTEGER, 0…folds−1 on training rows, else NULL.
 * Physical types: number DOUBLE, integer BIGINT, boolean BOOLEAN, category and text VARCHAR, datetime TIMESTAMP.
 */
export interface Table {
  readonly kind: 'table';
  readonly relation: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly split: Split;
}

export type TransformKind = 'row' | 'fitted' | 'rows' | 'training';

/** One replayable step that led from raw rows to a table, with what it learned. */
export interface RecipeStep {
  readonly node: string;
  readonly type: string;
  readonly version: number;
  readonly kind: TransformKind;
  readonly params: JsonObject;
  readonly state: Json;
  /** What came in beside the table, by port, so that the step's columns can be told without data. */
  readonly others?: Readonly<Record<string, TableShape | readonly TableShape[]>>;
}

/** A learner is an algorithm with its settings, not yet fitted. */
export interface Learner {
  readonly kind: 'learner';
  readonly node: string;
  /** As people call it: the title of its node. */
  readonly name: string;
  readonly type: string;
  readonly version: number;
  readonly params: JsonObject;
}

/** What a learner needed before it could fit: learned from the training rows, replayed when predicting. */
export interface Preparation {
  /** The features as the table gives them. */
  readonly input: readonly MatrixColumn[];
  /** Value put for a missing number, per input column; null where none is needed. */
  readonly fill: readonly (number | null)[];
  /** Input columns whose categories are spread to one column a level. */
  readonly oneHot: readonly boolean[];
  /** Per input column, centre and scale of numbers; null where left alone. */
  readonly scale: readonly ({ readonly mean: number; readonly deviation: number } | null)[];
  /** One line a step, shown as ghost steps. */
  readonly notes: readonly string[];
}

/** A model predicts on raw rows: recipe since the source, preparation, fitted estimator. */
export interface Model {
  readonly kind: 'model';
  readonly name: string;
  readonly task: Task;
  readonly target: string;
  readonly classes: readonly string[];
  /** Probability of the second class from which it is predicted; two classes only. */
  readonly threshold: number;
  /** How the estimator's probabilities are to be bent until they come true as often as they say. */
  readonly calibration?: Calibration;
  readonly learner: Learner;
  /** Columns a raw table must have. */
  readonly rawColumns: readonly Column[];
  /** Raw columns that the recipe knows but predicting can do without, such as the target. */
  readonly optionalColumns: readonly Column[];
  readonly recipe: readonly RecipeStep[];
  readonly preparation: Preparation;
  readonly estimator: Estimator;
  readonly trainedOn: { readonly rows: number; readonly seconds: number };
  /** Absent where the rows that the source gave were no longer at hand. */
  readonly golden?: GoldenRows;
  readonly profile?: TrainingProfile;
}

/** From what an estimator says of one class to a probability. */
export type ClassCurve =
  | { readonly method: 'sigmoid'; readonly slope: number; readonly offset: number }
  | { readonly method: 'isotonic'; readonly at: readonly number[]; readonly values: readonly number[] };

/** One curve for the second of two classes, or one a class. */
export interface Calibration {
  readonly method: 'sigmoid' | 'isotonic';
  readonly curves: readonly ClassCurve[];
}

/** Raw rows with what the model made of them when it was new. */
export interface GoldenRows {
  readonly columns: readonly string[];
  /** Cells as text, missing as null. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** As `LearnerSpec.predict` gave them, row-major; NaN as null. */
  readonly expected: readonly (number | null)[];
}

/** One raw column as it was in the training rows, to hold new rows against. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: Column['type'];
  readonly missing: number;
  readonly numbers?: {
    readonly mean: number;
    readonly deviation: number;
    /** 101 quantiles, the least value first. */
    readonly quantiles: readonly number[];
  };
  /** Commonest values with their counts, and the count of all others. */
  readonly levels?: readonly (readonly [string, number])[];
  readonly others?: number;
}

/** What the training rows looked like where the source gave them; `rows` of them were looked at. */
export interface TrainingProfile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
}

/**
 * Per row what was predicted. `table` has columns `row`, `part`, `actual`, `predicted`, and for classifiers
 * `probability_<class>`; `actual` is missing where the target was.
 */
export interface Predictions {
  readonly kind: 'predictions';
  readonly name: string;
  readonly task: Task;
  readonly target: string;
  readonly classes: readonly string[];
  readonly threshold: number;
  readonly table: Table;
}

export type Value = Table | Learner | Model | Predictions | Report;

export interface ValueOfKind {
  readonly table: Table;
  readonly learner: Learner;
  readonly model: Model;
  readonly predictions: Predictions;
  readonly report: Report;
}
