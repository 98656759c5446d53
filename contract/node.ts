import type { z } from 'zod';
import type {
  ApplyContext,
  CollectContext,
  FitContext,
  NodeContext,
  ReadContext,
  SourceContext,
  StepContext,
  WorkContext,
} from './context.ts';
import type { HelpLine } from './fit-threads.ts';
import type { Json, JsonObject } from './json.ts';
import type { Estimator, Matrix, MatrixColumn, Task, TrainingData } from './matrix.ts';
import { type Port, type Ports, port } from './ports.ts';
import type { Problem } from './problem.ts';
import type { Report } from './report.ts';
import type { PortableEstimator } from './row-program.ts';
import type { ShapeOfKind, Shapes, TableShape } from './shape.ts';
import type { Suggests } from './suggestion.ts';
import type { Table, TransformKind, ValueOfKind } from './values.ts';

export const families = ['source', 'clean', 'split', 'train', 'tune', 'evaluate'] as const;
export type Family = (typeof families)[number];

type Params = z.ZodObject;
type NoPorts = Readonly<Record<never, Port>>;

/** Values (or shapes) that arrive at the inputs or leave at the outputs, typed by their ports. */
type AtPort<P extends Port, M extends Record<Port['kind'], unknown>> = P['many'] extends true
  ? readonly M[P['kind']][]
  : P['optional'] extends true
    ? M[P['kind']] | undefined
    : M[P['kind']];
export type ValuesAt<P extends Ports> = {
  readonly [K in keyof P]: AtPort<P[K], { [V in keyof ValueOfKind]: ValueOfKind[V] }>;
};
/** While a flow is edited any input may still be free, so shapes may be missing. */
export type ShapesAt<P extends Ports> = {
  readonly [K in keyof P]: P[K]['many'] extends true
    ? readonly ShapeOfKind[P[K]['kind']][]
    : ShapeOfKind[P[K]['kind']] | undefined;
};
export type OutputsOf<P extends Ports> = { readonly [K in keyof P]: ValueOfKind[P[K]['kind']] };
export type OutputShapesOf<P extends Ports> = { readonly [K in keyof P]: ShapeOfKind[P[K]['kind']] };

export interface ShapeResult<O> {
  readonly outputs: O;
  /** What the node itself has to complain about; `node` is filled in by the engine. */
  readonly problems?: readonly Problem[];
}

interface Texts {
  /** “Missing values”. */
  readonly title: string;
  /** One sentence for the palette, without a full stop at the end of a fragment. */
  readonly description: string;
  /** Other words people search for: `['imputer', 'fillna', 'NaN']`. */
  readonly keywords: readonly string[];
  /** Name of a lucide icon in kebab-case that the window has; the family's where absent. */
  readonly icon?: string;
  /** Settings shown as the card's second line, in order. */
  readonly telling?: readonly string[];
  readonly version: number;
  /** Step n turns params of version n into those of n + 1. */
  readonly migrate?: Readonly<Record<number, (params: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;
}

/** What a source asks of the world outside. */
export interface CollectRequest {
  /** Whom it asks, as the user is shown it and allows it: `api.example.org`, `db.example.org:5432`. */
  readonly host: string;
  /** Names, as `isSecretName` has them, of what it sends there in secret: it is in the environment or the keychain. */
  readonly secrets: readonly string[];
  /** What is asked for: the kept copy is found again by it. */
  readonly what: JsonObject;
  /** Ask again in each run, though a copy is kept. */
  readonly fresh: boolean;
}

/** How a source fetches what it reads. What was fetched is kept beside the flow, so that the next run needs no network. */
export interface Collect<P> {
  /** Undefined where nothing needs to be fetched, or the settings are not complete. */
  request(params: P): CollectRequest | undefined;
  /** Writes what came into `ctx.folder`. Never asks another host than `request` named. */
  fetch(params: P, ctx: CollectContext): Promise<void>;
}

export interface SourceSpec<P extends Params, O extends Ports> extends Texts {
  readonly params: P;
  readonly outputs: O;
  /** Looks at the head of the data, for column pickers. Cached by params and fingerprint of the files. */
  inspect(params: z.infer<P>, ctx: SourceContext): Promise<TableShape>;
  /** `inspected` is undefined until `inspect` has answered (or if it failed). */
  shape?(params: z.infer<P>, inspected: TableShape | undefined): ShapeResult<OutputShapesOf<O>>;
  read(params: z.infer<P>, ctx: ReadContext): Promise<OutputsOf<O>>;
  /** What would hold up everything else where tables are, such as parsing a whole file; asked for by `ctx.work`. */
  work?(input: JsonObject, ctx: WorkContext): Promise<JsonObject>;
  readonly collect?: Collect<z.infer<P>>;
}

export interface TransformSpec<P extends Params, O extends Ports, S extends Json, I extends Ports = NoPorts>
  extends Texts {
  readonly kind: TransformKind;
  readonly params: P;
  /** A setting that can be read off the table, for people to pick from. */
  readonly suggests?: Suggests<P>;
  /** Tables beside the one at `table`, such as the right one of a join. They are there when the flow runs, never when predicting. */
  readonly others?: I;
  /** `table` and whatever else, such as `removed`. */
  readonly outputs: O;
  shape(input: TableShape, params: z.infer<P>, others: ShapesAt<I>): ShapeResult<OutputShapesOf<O>>;
  /**
   * Learns from `table`, which holds training rows only. Needed for `fitted`, and where there are `others`: what predicting
   * needs of them is part of the state. Where that would be too much to carry, `null`: then the raw rows of a model begin here.
   * A `row` step may note what is decided once for the whole table, as long as no value of any row enters (which columns have
   * none, say): it may stand before a split, and then sees all rows.
   */
  fit?(table: Table, params: z.infer<P>, ctx: NodeContext, others: ValuesAt<I>): Promise<S>;
  /**
   * Changes `table`, all parts of it, by what was learned; also called for raw rows when predicting. Steps of kind `row` and
   * `fitted` may leave rows out of a flow, but none `ctx.predicting`.
   */
  apply(
    table: Table,
    state: S,
    params: z.infer<P>,
    ctx: ApplyContext,
    /** Undefined when predicting. */
    others: ValuesAt<I> | undefined,
  ): Promise<OutputsOf<O>>;
}

/** What the engine must do to the features before a learner of this kind can take them. */
export interface Needs {
  /** `impute`: no NaN may remain. `native`: the learner handles them. */
  readonly missing: 'impute' | 'native';
  /** `one-hot`: a 0/1 column a level. `codes`: one column of codes, `levels` in the MatrixColumn. */
  readonly categories: 'one-hot' | 'codes';
  readonly scale: boolean;
}

/** What the columns of a fitted estimator mean. */
export interface FittedFeatures {
  /** As the learner was given them, with what was taken off each to scale it. */
  readonly columns: readonly (MatrixColumn & {
    readonly scale: { readonly mean: number; readonly deviation: number } | null;
  })[];
  readonly target: string;
  /** Class names in code order; empty for regression. */
  readonly classes: readonly string[];
}

export type FitDescription = Partial<Pick<Report, 'tables' | 'facts' | 'findings' | 'figures'>>;

export interface LearnerSpec<P extends Params> extends Texts {
  readonly tasks: readonly Task[];
  /** Own params; `features`, `classWeight`, `useAllRows` are added by `defineLearner`. */
  readonly params: P;
  needs(params: z.infer<P>): Needs;
  /** Runs in a worker. */
  fit(data: TrainingData, params: z.infer<P>, ctx: FitContext): Estimator | Promise<Estimator>;
  /** Classification: rows × classes probabilities, row-major, each row summing to 1. Regression: one value a row. */
  predict(estimator: Estimator, x: Matrix, ctx: FitContext): Float64Array | Promise<Float64Array>;
  /** Runs in each helper thread that a fit or predict has started. What comes out must not depend on how many there are. */
  help?(input: unknown, line: HelpLine): void;
  /** One number ≥ 0 a prepared column, if the estimator knows how much it used each. */
  importance?(estimator: Estimator): Float64Array | undefined;
  /** What the fit's report is to tell of the estimator beside its curve and what it used. Quick: it runs beside the tables. */
  describe?(estimator: Estimator, about: FittedFeatures): FitDescription;
  /** What the estimator itself does to its features before it looks at them, a line each: ghost steps behind those of `needs`. */
  ownSteps?(estimator: Estimator): readonly string[];
  /** For programs in other languages; `columns` are those it was fitted on. Undefined where it can't be told that way. */
  portable?(estimator: Estimator, columns: readonly MatrixColumn[]): PortableEstimator | undefined;
  /** It asks for `ctx.tensors()`, so it may run in a process of its own, where TensorFlow's native library can be. */
  readonly tensors?: boolean;
  /** Bytes a fit needs beside the matrix itself. */
  memory?(rows: number, columns: number, params: z.infer<P>): number;
}

export interface NodeSpec<P extends Params, I extends Ports, O extends Ports> extends Texts {
  readonly params: P;
  readonly inputs: I;
  readonly outputs: O;
  /** The node writes files, so a result found in the cache does not do. */
  readonly writesFiles?: boolean;
  /** Its results call what is wired in by `ctx.titles`, so they are made anew when a title changes. */
  readonly readsTitles?: boolean;
  /**
   * The input whose rows and columns the output `table` goes on with: a model trained behind it keeps that input's recipe,
   * and the node itself is left out when predicting. Without it, the raw rows of a model begin at this node.
   */
  readonly continues?: Extract<keyof I, string>;
  shape(inputs: ShapesAt<I>, params: z.infer<P>): ShapeResult<OutputShapesOf<O>>;
  run(inputs: ValuesAt<I>, params: z.infer<P>, ctx: StepContext): Promise<OutputsOf<O>>;
}

/** The node's behaviour behind erased types, as the engine calls it. Built by the four constructors only. */
interface Common extends Texts {
  readonly params: Params;
  readonly inputs: Ports;
  readonly outputs: Ports;
}
export interface SourceNode extends Common {
  readonly role: 'source';
  readonly inspect: (params: never, ctx: SourceContext) => Promise<TableShape>;
  readonly shape: (params: never, inspected: TableShape | undefined) => ShapeResult<Shapes>;
  readonly read: (params: never, ctx: ReadContext) => Promise<Readonly<Record<string, unknown>>>;
  readonly work: ((input: JsonObject, ctx: WorkContext) => Promise<JsonObject>) | undefined;
  readonly collect: Collect<never> | undefined;
}
export interface TransformNode extends Common {
  readonly role: 'transform';
  readonly kind: TransformKind;
  readonly suggests: Suggests<never> | undefined;
  readonly shape: (input: TableShape, params: never, others?: never) => ShapeResult<Shapes>;
  readonly fit: ((table: Table, params: never, ctx: NodeContext, others?: never) => Promise<Json>) | undefined;
  readonly apply: (
    table: Table,
    state: never,
    params: never,
    ctx: ApplyContext,
    others?: never,
  ) => Promise<Readonly<Record<string, unknown>>>;
}
export interface LearnerNode extends Common {
  readonly role: 'learner';
  readonly tasks: readonly Task[];
  readonly needs: (params: never) => Needs;
  readonly fit: (data: TrainingData, params: never, ctx: FitContext) => Estimator | Promise<Estimator>;
  readonly predict: (estimator: Estimator, x: Matrix, ctx: FitContext) => Float64Array | Promise<Float64Array>;
  readonly help: ((input: unknown, line: HelpLine) => void) | undefined;
  readonly importance: ((estimator: Estimator) => Float64Array | undefined) | undefined;
  readonly describe: ((estimator: Estimator, about: FittedFeatures) => FitDescription) | undefined;
  readonly ownSteps: ((estimator: Estimator) => readonly string[]) | undefined;
  readonly portable:
    | ((estimator: Estimator, columns: readonly MatrixColumn[]) => PortableEstimator | undefined)
    | undefined;
  readonly tensors: boolean;
  readonly memory: ((rows: number, columns: number, params: never) => number) | undefined;
}
export interface PlainNode extends Common {
  readonly role: 'node';
  readonly writesFiles: boolean;
  readonly readsTitles: boolean;
  readonly continues: string | undefined;
  readonly shape: (inputs: never, params: never) => ShapeResult<Shapes>;
  readonly run: (inputs: never, params: never, ctx: StepContext) => Promise<Readonly<Record<string, unknown>>>;
}
export type NodeDefinition = SourceNode | TransformNode | LearnerNode | PlainNode;

/** All nodes by type id. */
export type Nodes = Readonly<Record<string, NodeDefinition>>;

const tableOutput = { table: port.table() } as const;
type TableOutput = typeof tableOutput;

/** Reads something into a table. */
export const defineSource = <P extends Params, O extends Ports = TableOutput>(
  spec: Omit<SourceSpec<P, O>, 'outputs'> & { readonly outputs?: O },
): SourceNode => ({
  ...spec,
  role: 'source',
  inputs: {},
  outputs: spec.outputs ?? tableOutput,
  collect: spec.collect,
  work: spec.work?.bind(spec),
  shape:
    spec.shape ??
    ((_: unknown, inspected: TableShape | undefined) => ({ outputs: { table: inspected ?? unknownTable } })),
});

const unknownTable: TableShape = { kind: 'table', split: { parts: false, folds: 0, repeats: 0 } };

/** Table in, table out, replayed when predicting, cross-validating, tuning and exporting. */
export const defineTransform = <
  P extends Params,
  S extends Json = null,
  O extends Ports = TableOutput,
  I extends Ports = NoPorts,
>(
  spec: Omit<TransformSpec<P, O, S, I>, 'outputs'> & { readonly outputs?: O },
): TransformNode => ({
  ...spec,
  role: 'transform',
  inputs: { table: port.table(), ...spec.others },
  outputs: spec.outputs ?? tableOutput,
  shape: spec.shape as unknown as TransformNode['shape'],
  fit: spec.fit as TransformNode['fit'],
  suggests: spec.suggests as TransformNode['suggests'],
});

/** An algorithm with its settings. The engine wires it: matrix, workers, model, predictions, report. */
export const defineLearner = <P extends Params>(spec: LearnerSpec<P>): LearnerNode => ({
  ...spec,
  role: 'learner',
  inputs: { table: port.table() },
  outputs: { model: port.model(), learner: port.learner(), predictions: port.predictions(), report: port.report() },
  params: spec.params.extend(learnerParams.shape),
  help: spec.help,
  importance: spec.importance,
  describe: spec.describe,
  ownSteps: spec.ownSteps,
  portable: spec.portable,
  tensors: spec.tensors ?? false,
  memory: spec.memory,
});

/** Everything else. */
export const defineNode = <P extends Params, I extends Ports, O extends Ports>(spec: NodeSpec<P, I, O>): PlainNode => ({
  ...spec,
  role: 'node',
  writesFiles: spec.writesFiles ?? false,
  readsTitles: spec.readsTitles ?? false,
  continues: spec.continues,
});

import { learnerParams } from './learner-params.ts';
