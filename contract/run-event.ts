import type { Column, Part, Split } from './column.ts';
import type { LogLevel } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Task } from './matrix.ts';
import type { FailureData } from './problem.ts';
import type { Finding, Report } from './report.ts';

/** What a window is told of a value. `handle` asks the host for more: pages of a table, for instance. */
export type ValueSummary = TableSummary | LearnerSummary | ModelSummary | PredictionsSummary | ReportSummary;

interface Handled {
  readonly handle: string;
  /** Hash of the content, without times: equal content has an equal hash everywhere. */
  readonly hash: string;
}
export interface TableSummary extends Handled {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly split: Split;
}
export interface LearnerSummary extends Handled {
  readonly kind: 'learner';
  readonly type: string;
  readonly params: JsonObject;
}
export interface ModelSummary extends Handled {
  readonly kind: 'model';
  readonly name: string;
  readonly task: Task;
  readonly target: string;
  readonly classes: readonly string[];
  readonly threshold: number;
  readonly type: string;
  readonly params: JsonObject;
  readonly features: readonly Column[];
  /** Titles of the recipe's steps, and the ghost steps the learner needed. */
  readonly recipe: readonly { readonly title: string; readonly kind: string }[];
  readonly preparation: readonly string[];
  readonly trainedOn: { readonly rows: number; readonly seconds: number };
  readonly bytes: number;
}
export interface PredictionsSummary extends Handled {
  readonly kind: 'predictions';
  readonly name: string;
  readonly task: Task;
  readonly target: string;
  readonly classes: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly counts: Readonly<Partial<Record<Part | 'all', number>>>;
  /** Handle of the table whose rows these are about. */
  readonly about?: string;
}
export interface ReportSummary extends Handled {
  readonly kind: 'report';
  readonly report: Report;
  /** The values whose rows its figures and tables let one look at, by `input.at`. */
  readonly sources?: Readonly<Record<string, TableSummary | PredictionsSummary>>;
  /** Names of the test rows that its metrics tell of. */
  readonly testRows?: readonly string[];
  /** How many different models were seen on them by now, in all runs of this flow. */
  readonly testLooks?: number;
}

export type NodeStatus = 'queued' | 'running' | 'finished' | 'reused' | 'failed' | 'skipped' | 'cancelled';
export type RunStatus = 'running' | 'succeeded' | 'failed' | 'checks-failed' | 'cancelled' | 'crashed';

/** Why a step had to run: which part of its key differs from last time. */
export type StaleReason =
  | { readonly reason: 'never-run' }
  | { readonly reason: 'param'; readonly params: readonly string[] }
  | { readonly reason: 'upstream'; readonly nodes: readonly string[] }
  | { readonly reason: 'file'; readonly path: string }
  | { readonly reason: 'seed' }
  | { readonly reason: 'version' }
  | { readonly reason: 'wires' }
  | { readonly reason: 'cache-removed' }
  | { readonly reason: 'always' };

interface Sequenced {
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
interface OfNode extends Sequenced {
  readonly node: string;
}

export type RunEvent =
  | (Sequenced & {
      readonly event: 'run.started';
      readonly run: string;
      readonly name: string;
      readonly nodes: readonly { readonly node: string; readonly type: string }[];
    })
  | (OfNode & { readonly event: 'node.started'; readonly why: StaleReason })
  | (OfNode & { readonly event: 'node.progress'; readonly fraction: number | null; readonly text: string })
  | (OfNode & { readonly event: 'node.metric'; readonly series: string; readonly step: number; readonly value: number })
  | (OfNode & { readonly event: 'node.log'; readonly level: LogLevel; readonly text: string })
  | (OfNode & { readonly event: 'node.finding'; readonly finding: Finding })
  | (OfNode & {
      readonly event: 'node.reused';
      readonly outputs: Readonly<Record<string, ValueSummary>>;
      readonly findings: readonly Finding[];
      readonly ms: number;
    })
  | (OfNode & {
      readonly event: 'node.finished';
      readonly outputs: Readonly<Record<string, ValueSummary>>;
      readonly ms: number;
    })
  | (OfNode & { readonly event: 'node.failed'; readonly failure: FailureData; readonly ms: number })
  | (OfNode & { readonly event: 'node.skipped'; readonly because: string })
  | (OfNode & { readonly event: 'node.cancelled' })
  | (Sequenced & {
      readonly event: 'run.finished';
      readonly status: Exclude<RunStatus, 'running'>;
      readonly resultHash: string | null;
      readonly ms: number;
      /** How to go on after a failure, in one sentence. */
      readonly hint?: string;
    });
