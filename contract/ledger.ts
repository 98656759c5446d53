import type { JsonObject } from './json.ts';
import type { Task } from './matrix.ts';
import type { Metric } from './report.ts';

/** Where a run took place: times are comparable only between equal machines. */
export interface RunEnvironment {
  /** `v24.1.0` */
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

export interface RunMetric extends Pick<Metric, 'name' | 'part' | 'value' | 'low' | 'high' | 'model'> {
  readonly node: string;
}

/** What a source node has read. Equal hashes, equal rows. */
export interface DataFingerprint {
  readonly node: string;
  readonly hash: string;
  readonly rows: number;
}

/** One line of the ledger. What older versions did not write is absent. */
export interface RunRecord {
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: string;
  readonly ms: number;
  readonly metrics: readonly RunMetric[];
  readonly ran: number;
  readonly reused: number;
  /** Names the flow that ran; `run.flow` answers it. */
  readonly flow?: string;
  readonly data?: readonly DataFingerprint[];
  /** Largest resident memory of the engine's process when the run ended, in bytes. */
  readonly peakBytes?: number;
  readonly environment?: RunEnvironment;
}

/** One fit of one learner. */
export interface FitRecord {
  readonly node: string;
  readonly type: string;
  readonly params: JsonObject;
  readonly task: Task;
  readonly rows: number;
  /** Columns of the prepared matrix. */
  readonly features: number;
  readonly seconds: number;
  /** Largest resident memory of the process so far, in bytes. */
  readonly peakBytes: number;
  /** On validation or held-out rows, where there were any. */
  readonly score?: { readonly metric: string; readonly value: number };
  /** `fit` of a train node, `fold` of a search or cross-validation, `refit` of the best. */
  readonly purpose: 'fit' | 'fold' | 'refit';
}

export interface LedgerFit extends FitRecord {
  readonly run: string;
  readonly at: number;
}
