import type { NodeContext } from '../../contract/context.ts';
import type { FitRecord } from '../../contract/ledger.ts';
import type { Nodes } from '../../contract/node.ts';
import type { ComputePool } from '../compute/compute-job.ts';
import type { Connection, Database } from '../database/database.ts';

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
