import type { Amendment } from './amendment.ts';
import type { Column } from './column.ts';
import type { DrawnFlow } from './drawn-flow.ts';
import type { Helpers } from './fit-threads.ts';
import type { Json, JsonObject } from './json.ts';
import type { Matrix, MatrixColumn } from './matrix.ts';
import type { Finding } from './report.ts';
import type { PortableEstimator, RowProgram, TermsTable } from './row-program.ts';
import type { Calibration, Learner, Model, Predictions, Table } from './values.ts';

export type LogLevel = 'info' | 'warning' | 'error';

/** What every node may do while it works. */
export interface Reporting {
  /** 0…1, or undefined where it can't be known. */
  progress(fraction: number | undefined, text?: string): void;
  /** One point of a live curve, for instance `metric('training loss', 12, 0.31)`. */
  metric(series: string, step: number, value: number): void;
  log(level: LogLevel, text: string): void;
  /** Counted and shown on the card: every dropped row, failed conversion, unseen level. */
  finding(finding: Finding): void;
}

export type SqlValue = null | boolean | number | bigint | string;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A computed column. */
export interface AddedColumn {
  readonly column: Column;
  readonly values: ArrayLike<number> | readonly (string | null)[];
  /** How each value follows from its own row, for models that leave as programs; without it such a step can't leave. */
  readonly follows?: FromText;
}

/** What is told by the text in a column: how much of a term there is in it, or how long it is. */
export interface FromText {
  readonly column: string;
  readonly table: TermsTable;
  readonly of: number | 'characters' | 'words';
}

/** DuckDB, as far as nodes see it. */
export interface Tables {
  /** Runs a query with a small answer. `$1`, `$2`… are bound to `values`. BIGINT comes as number where it is safe. */
  rows(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /**
   * A new table from a SELECT. It must give `columns` under their names and physical types, and keep the hidden columns of
   * whatever it stems from (`SELECT * REPLACE`, `EXCLUDE` keep them by themselves; `hidden(table)` lists them).
   * The split of `from` is taken over, unless `split` says otherwise; rows are counted.
   */
  derive(from: Table, sql: string, columns: readonly Column[], split?: Table['split']): Promise<Table>;
  /**
   * A table that `sql` derives, of which it is known how little it changes: it costs next to nothing to keep. Rows that are left
   * come in the order of `__row`, whatever the order of `sql`.
   */
  amend(from: Table, sql: string, amendment: Amendment): Promise<Table>;
  /** A relation that holds what a query gives until the step ends, for what is read more than once. Not for wide tables of all rows. */
  hold(sql: string): Promise<string>;
  /** A relation of one column, `__row`. */
  rowSet(rows: ArrayLike<number>): Promise<string>;
  /** How many values of each of these columns are missing. */
  missing(table: Table, columns: readonly string[]): Promise<readonly number[]>;
  /** A first table: `sql` gives `columns`; `__row` 0…n−1 is added in the order of the query. */
  create(sql: string, columns: readonly Column[]): Promise<Table>;
  /** A first table from values in memory, for small tables. */
  fromRows(columns: readonly Column[], rows: readonly (readonly SqlValue[])[]): Promise<Table>;
  /** One column as numbers (missing is NaN; booleans 0/1), in row order. Leaves DuckDB without a row object. */
  numbers(table: Table, column: string): Promise<Float64Array>;
  /**
   * Several columns as `numbers` gives them, in one pass over the table. They are put into the arrays of `into`, each as long as
   * the table, where given: whoever asks often uses the same memory again.
   */
  numberColumns(
    table: Table,
    columns: readonly string[],
    into?: readonly Float64Array[],
  ): Promise<readonly Float64Array[]>;
  /** One column as text (missing is null), in row order. */
  texts(table: Table, column: string): Promise<readonly (string | null)[]>;
  /** Adds a column of numbers, one a row in row order, under its name and physical type; used to bring computed values back. */
  withColumns(table: Table, added: readonly AddedColumn[]): Promise<Table>;
}

/** Files, as far as a flow may touch them. */
export interface Files {
  /** Absolute path of a file the flow may read. @throws file.missing, file.outside-folder, file.not-readable */
  read(path: string): Promise<string>;
  /**
   * Absolute paths of the files that a pattern such as `lake/*.csv` names (`**` goes into folders), or that lie anywhere in a folder, in a stable
   * order (by path, code unit by code unit). Hidden files and what is kept beside the flow are left out; links are not followed
   * out of what the flow may read. @throws file.missing, file.outside-folder, resource.too-many-files
   */
  list(pattern: string): Promise<readonly string[]>;
  /**
   * Writes `path` (relative to the flow's folder, or to `--out`): `fill` is given a temporary path, which is renamed when
   * it is done. Answers the final path. @throws file.outside-folder, file.not-written
   */
  write(path: string, fill: (temporary: string) => Promise<void>): Promise<string>;
  /** Absolute path of a bundled data set, for instance `penguins.csv`. */
  bundled(name: string): string;
}

/** The training part of a table in `k` folds, transforms refitted in each, test rows left out. */
export interface FoldSet {
  readonly count: number;
  /** Rows that are held out in one of the folds. */
  readonly rows: number;
  /** Rows that each fold trains on, and that it holds out. */
  readonly training: readonly number[];
  readonly held: readonly number[];
  /** Equal for folds that hold out the same rows with the same targets. */
  readonly key: string;
  readonly [internal: symbol]: unknown;
}

export interface FoldSetOptions {
  readonly k: number;
  readonly seed: number;
  /**
   * Share of each fold's training rows that all learn from, cleaning steps too, with its share of each class; smaller ones lie
   * within larger ones. All of them where absent.
   */
  readonly share?: number;
}

export interface ScoreOptions {
  readonly metric: string;
  readonly seed: number;
  /** Share of each fold's training rows to fit on, with its share of each class; smaller ones lie within larger ones. All of them where absent. */
  readonly share?: number;
  /** Gives up these fits alone; `request.cancelled` is thrown then. */
  readonly signal?: AbortSignal;
}

export interface FoldScore {
  readonly score: number;
  readonly seconds: number;
  /** How much the fit used each feature, shares that add up to one; absent where the learner can't tell. */
  readonly use?: Readonly<Record<string, number>>;
}

export interface TrainedModel {
  readonly model: Model;
  /** On validation and test rows. */
  readonly predictions: Predictions;
}

export interface OutOfFoldOptions {
  readonly k: number;
  readonly seed: number;
  /** Behind a split by time, fits see earlier rows only; the first rows are then not among those that are given. */
  readonly forward?: boolean;
}

/** What a learner makes of rows that it was not fitted on. */
export interface OutOfFold {
  /** Class names in code order; empty for regression. */
  readonly classes: readonly string[];
  /** `__row` of each row, ascending. */
  readonly rows: Float64Array;
  /** Class code or value that each row has. */
  readonly given: Float64Array;
  /** As `LearnerSpec.predict` gives it: rows × classes probabilities, row-major, or one value a row. */
  readonly predicted: Float64Array;
  /** What each row counts where nothing balances it for training; absent where the table has no column of weights. */
  readonly weights?: Float64Array;
  /** Fits that were made. */
  readonly folds: number;
}

/** What each fold makes of the rows that it holds out. */
export interface HeldOut {
  /** Class names in code order; empty for regression. */
  readonly classes: readonly string[];
  readonly folds: readonly {
    /** `__row` of each row, ascending. */
    readonly rows: Float64Array;
    /** Class code or value that each row has; NaN where it is of a class that the fold had no training row of. */
    readonly given: Float64Array;
    /** As `LearnerSpec.predict` gives it: rows × classes probabilities, row-major, or one value a row. */
    readonly predicted: Float64Array;
    /** Of the fit. */
    readonly seconds: number;
  }[];
}

/** Fitting and predicting, on the worker pool. The engine hands out only the rows that may be seen. */
export interface Learning {
  /** Folds of the table, or `k` inner ones drawn from its training rows. */
  folds(table: Table, options: FoldSetOptions): Promise<FoldSet>;
  /** Fits on each fold's training rows and scores its held-out rows by `metric`. */
  score(learner: Learner, params: JsonObject, folds: FoldSet, options: ScoreOptions): Promise<readonly FoldScore[]>;
  /** Fits on each fold's training rows and predicts the rows it holds out. `onFold` is told how many are done. */
  heldOut(
    learner: Learner,
    folds: FoldSet,
    options: { readonly seed: number; readonly onFold?: (done: number) => void },
  ): Promise<HeldOut>;
  /** What folds of `table` made of their held-out rows, as predictions: part `validation`, one a row, the mean of repeats. */
  foldPredictions(table: Table, held: HeldOut, name: string): Promise<Predictions>;
  /**
   * Each training row as seen by a fit on the other folds; all rows of a table without a split. Everything since the split is
   * learned anew in each fold. Rows without a target are left out; test and validation rows are neither used nor predicted.
   */
  outOfFold(learner: Learner, table: Table, options: OutOfFoldOptions): Promise<OutOfFold>;
  /** Fits on training (and, if asked, validation) rows. */
  train(
    learner: Learner,
    table: Table,
    options: { readonly seed: number; readonly withValidation: boolean; readonly name: string },
  ): Promise<TrainedModel>;
  /** The model with its probabilities bent by a calibration; what it is checked by is made anew. */
  calibrate(model: Model, calibration: Calibration): Promise<Model>;
  /** Raw rows through the recipe, the preparation and the estimator. Of made-up rows nothing is to be said: `silent`. */
  predict(model: Model, table: Table, options?: { readonly silent?: boolean }): Promise<Predictions>;
  /** What a learner's params can be searched over, from its schema. */
  space(learnerType: string): Readonly<Record<string, SearchDimension>>;
  /** How many fits may run side by side. */
  readonly parallel: number;
}

export type SearchDimension =
  | {
      readonly kind: 'number';
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly whole: boolean;
    }
  | { readonly kind: 'choice'; readonly choices: readonly Json[] };

/** Lines that outlive the run: a step that was killed finds what it had written under the same key. */
export interface StepJournal {
  readonly lines: readonly Json[];
  append(line: Json): Promise<void>;
}

export interface NodeContext extends Reporting {
  readonly node: string;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly tables: Tables;
  readonly files: Files;
}

/** What the `apply` of a transform has. */
export interface ApplyContext extends NodeContext {
  /** New rows are on their way to a model: each of them must come out again, whatever it holds. */
  readonly predicting: boolean;
}

export interface PortableModel {
  readonly estimator: PortableEstimator;
  /** Of the prepared rows. */
  readonly columns: readonly MatrixColumn[];
  /** The golden rows behind the recipe, not yet prepared. */
  readonly rows: Matrix;
}

/** Models as files. */
export interface Models {
  /**
   * Opens a bundle; `path` is absolute, `named` is how people know it. Its version, its hashes, and the answers that it gives
   * for the rows it brings along are verified. @throws file.damaged, file.not-readable, flow.unknown-node
   */
  open(path: string, named: string): Promise<Model>;
  /** Writes a model as a bundle. */
  write(model: Model, path: string): Promise<void>;
  /** What the learner has learned, for other languages, and the rows the model is checked by as its preparation takes them. @throws file.not-exportable, train.no-golden-rows */
  portable(model: Model): Promise<PortableModel>;
  /** The model as a program over single raw rows. @throws file.not-exportable, train.no-golden-rows */
  program(model: Model): Promise<RowProgram>;
}

/** What a source has while it reads. */
export interface ReadContext extends SourceContext {
  readonly models: Models;
}

/** What a source has beside. */
export interface SourceContext extends NodeContext {
  /** The folder with what `collect` fetched, if anything was. */
  readonly kept?: string;
  /**
   * Has the `work` of a type of source done in a worker, so that nothing waits for it, and a cancel ends it at once. Input and
   * output are copied.
   */
  work(type: string, input: JsonObject): Promise<JsonObject>;
}

/** What work in a worker may use: neither tables nor files, but what its input names. */
export interface WorkContext extends Reporting {
  readonly signal: AbortSignal;
}

/** What fetching from outside may use. The host has been asked whether the flow may reach what `request` names. */
export interface CollectContext extends Reporting {
  readonly signal: AbortSignal;
  /** An empty folder to fill; it becomes `kept` when `fetch` has ended well. */
  readonly folder: string;
  /** One of `request().secrets`, read before `fetch` began. @throws param.secret-missing */
  secret(name: string): string;
}

export interface StepContext extends NodeContext {
  readonly flow: DrawnFlow;
  readonly learning: Learning;
  readonly models: Models;
  readonly journal: StepJournal;
  /** Own titles of the nodes wired to each input, in the order of the wires; undefined where a node has none. See `readsTitles`. */
  readonly titles: Readonly<Record<string, readonly (string | undefined)[]>>;
}

/** What a fit in a worker may use. There it has no tables and no files. */
export interface FitContext extends Reporting {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Further threads, where some are free. */
  readonly helpers?: Helpers;
  /** TensorFlow.js with the best backend that works here. */
  tensors(): Promise<Tensors>;
  /**
   * TensorFlow.js where it runs on its native library, or was asked for. Undefined elsewhere: kernels of the learner's own are
   * quicker then, and people are told so.
   */
  nativeTensors(): Promise<Tensors | undefined>;
}

export interface Tensors {
  readonly core: typeof import('@tensorflow/tfjs-core');
  readonly layers: typeof import('@tensorflow/tfjs-layers');
  readonly backend: 'tensorflow' | 'wasm' | 'cpu';
  /** What was tried before, and why it did not do. */
  readonly tried: readonly { readonly backend: string; readonly reason: string }[];
}
