import type { NodeContext } from '../../contract/context.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Task } from '../../contract/matrix.ts';
import type { Nodes } from '../../contract/node.ts';
import type { ComputePool } from '../compute/compute-job.ts';
import type { Connection, Database } from '../database/database.ts';

/** One fit, for the ledger. */
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

/** What the learning side needs of the engine; one for all steps. */
export interface LearningServices {
  readonly nodes: Nodes;
  readonly database: Database;
  readonly pool: ComputePool;
  /** Bytes that matrices and fits may take; more is refused with `resource.memory`. */
  readonly memoryBytes: number;
  /** Must not throw; a ledger that can't be written never costs a fit. */
  recordFit(fit: FitRecord): void;
}

/** The step on whose behalf something is learned. */
export interface LearningStep {
  readonly node: string;
  /** Title of the flow's node, which names the model and its predictions. */
  readonly title: string;
  /** Tables, reporting, seed and signal of the step. */
  readonly context: NodeContext;
  /** The step's own connection. */
  readonly connection: Connection;
  /** Called with the name of a DuckDB table that was made for this step, to be dropped when its outputs are written. */
  dropLater(table: string): void;
}
