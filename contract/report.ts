import type { Json, JsonObject } from './json.ts';
import type { RowBrush, RowPick } from './row-pick.ts';

export type Severity = 'info' | 'warning' | 'error';

/** One diagnosis about data, a fit or a result. */
export interface Finding {
  /** `family.what`, for instance `data.conversion-failed`. */
  readonly code: string;
  readonly severity: Severity;
  /** What happened, to what, and what to do: at most two sentences. */
  readonly message: string;
  readonly column?: string;
  /** The measured value and the limit it was held against. */
  readonly value?: number;
  readonly limit?: number;
  /** Rows affected. */
  readonly rows?: number;
  /** First examples, as text. */
  readonly examples?: readonly string[];
  /** The rows it is about, to look at. */
  readonly pick?: RowPick;
}

export interface Metric {
  /** Standard name, for instance `roc-auc`. */
  readonly name: string;
  /** `train`, `validation`, `test`, `fold-1`… or `all`. */
  readonly part: string;
  /** null where the metric is undefined. */
  readonly value: number | null;
  /** 95 % interval. */
  readonly low?: number;
  readonly high?: number;
  /** Rows it was measured on. */
  readonly n: number;
  readonly class?: string;
  readonly average?: 'macro' | 'micro' | 'weighted';
  /** Which predictions it is about, where a report covers several. */
  readonly model?: string;
  /** The same metric of the baseline (most frequent class, mean). */
  readonly baseline?: number | null;
}

/** A figure is a Vega-Lite specification with its data inline, made by the engine. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  /** One sentence that says what the figure shows, for readers who can't see it. */
  readonly summary: string;
  readonly spec: Json;
  /** Rows behind its marks: a datum with a field `pick` stands for the one of that index. */
  readonly picks?: readonly RowPick[];
  /** Its specification has a parameter `brush`, an interval along both axes. */
  readonly brush?: RowBrush;
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Rows behind each line, null where there are none to show. */
  readonly picks?: readonly (RowPick | null)[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface GateRule {
  readonly rule: string;
  readonly passed: boolean;
  readonly measured: number | null;
  readonly limit: number | null;
  readonly message: string;
}

/** What a row of each kind is worth or costs; the second class is the positive one. */
export interface RowCosts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Rows of two classes by score, so that a threshold can be looked at without the rows themselves. */
export interface ThresholdStudy {
  /** The negative and the positive class. */
  readonly classes: readonly [string, string];
  /** What was counted: “validation rows”. */
  readonly rows: string;
  /** Falling scores, at most some hundreds, and how many rows of each class score as high or higher. */
  readonly thresholds: readonly number[];
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  readonly positives: number;
  readonly negatives: number;
  /** The threshold that holds now. */
  readonly chosen: number;
  readonly costs: RowCosts;
  /** Settings of the node that another threshold, or other costs, would be written to, with what must be set along with them. */
  readonly settings: {
    readonly threshold: { readonly param: string; readonly with: JsonObject };
    readonly costs: { readonly params: Readonly<Record<keyof RowCosts, string>>; readonly with: JsonObject };
  };
}

/** What learners scored fold by fold, so that reports of the same folds can be compared. */
export interface FoldScores {
  /** Equal where the same rows were held out, with the same targets. */
  readonly key: string;
  /** Rows that are held out in one of the folds. */
  readonly rows: number;
  /** Rows held out ÷ rows trained on, of a fold. */
  readonly ratio: number;
  readonly learners: readonly {
    readonly name: string;
    /** One score a fold by metric, null where it is undefined. */
    readonly scores: Readonly<Record<string, readonly (number | null)[]>>;
  }[];
}

export interface Report {
  readonly kind: 'report';
  readonly title: string;
  /** The name of the metric that stands for the whole report, for instance on the card. */
  readonly headline?: string;
  readonly metrics: readonly Metric[];
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
  readonly tables: readonly ReportTable[];
  readonly facts: readonly Fact[];
  /** Where the positive class begins, to be tried out. */
  readonly study?: ThresholdStudy;
  readonly folds?: FoldScores;
  /** Present where the report decides something: the run fails with exit code 3 when a rule did not pass. */
  readonly gate?: { readonly passed: boolean; readonly rules: readonly GateRule[] };
}

export const report = (title: string, content: Partial<Omit<Report, 'kind' | 'title'>> = {}): Report => ({
  kind: 'report',
  title,
  metrics: [],
  findings: [],
  figures: [],
  tables: [],
  facts: [],
  ...content,
});
