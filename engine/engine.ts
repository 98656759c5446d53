import { rm } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, catalogueOf } from '../contract/catalogue.ts';
import type { EngineApi, FlowPlace } from '../contract/engine-api.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Handlers } from '../contract/link.ts';
import type { Nodes } from '../contract/node.ts';
import { flowCheck } from './check/flow-check.ts';
import { Inspections } from './check/inspections.ts';
import { createPool } from './compute/pool.ts';
import { openDatabase } from './database/duckdb.ts';
import { openSpillFolder } from './database/spill-folder.ts';
import { ledgerHandlers } from './ledger/ledger-handlers.ts';
import { resultHandlers } from './results/result-handlers.ts';
import { Runs } from './run/runs.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface EngineOptions {
  readonly nodes: Nodes;
  /** Example flow of each node. */
  readonly examples: Readonly<Record<string, JsonObject>>;
  /** The built program that fits and predicts. */
  readonly computeWorker: URL;
  /** Folder with `data/` and `examples/`. */
  readonly resources: string;
  /** Fits side by side; 0 fits where the engine stands, for tests. */
  readonly workers?: number;
  /** Threads of DuckDB. */
  readonly threads?: number;
  /** Memory for tables, and as much again for matrices and fits. */
  readonly memoryBytes?: number;
}

export interface Engine {
  readonly handlers: Handlers<EngineApi>;
  close(): Promise<void>;
}

/** A quarter of the machine, at most 4 GB: what does not fit is spilled to disk. */
const tableMemory = (): number => Math.min(totalmem() / 4, 4e9);

/** Matrices and fits can't be spilled; more than half of the machine is refused with advice. */
const fitMemory = (): number => totalmem() / 2;

/** Runs flows. One engine serves any number of flows, each in its own place. */
export const createEngine = async (options: EngineOptions): Promise<Engine> => {
  const { examples, computeWorker, resources } = options;
  // A flow may name a node of type `constructor`; only what is registered is one.
  const nodes: Nodes = Object.assign(Object.create(null), options.nodes);
  const cores = availableParallelism();
  const memoryBytes = options.memoryBytes ?? tableMemory();
  const spill = await openSpillFolder();
  const database = await openDatabase({ folder: spill, threads: options.threads ?? cores, memoryBytes });
  const pool = createPool({ worker: computeWorker, size: options.workers ?? cores, nodes });
  const bundled = join(resources, 'data');
  const inspections = new Inspections();
  const workspaces = new Map<string, Promise<Workspace>>();
  const workspaceOf = (place: FlowPlace): Promise<Workspace> => {
    const found = workspaces.get(place.store) ?? openWorkspace(place);
    workspaces.set(place.store, found);
    found.catch(() => workspaces.delete(place.store));
    return found;
  };
  const base = { nodes, database, bundled, pool };
  const runs = new Runs({ ...base, memoryBytes: options.memoryBytes ?? fitMemory(), inspections, workspaceOf });
  let catalogue: Catalogue | undefined;
  return {
    handlers: {
      // When it is asked for: on the command line nobody does.
      'engine.catalogue': () => {
        catalogue ??= catalogueOf(nodes, examples);
        return catalogue;
      },
      'engine.memory': () => ({ bytes: process.memoryUsage.rss() }),
      'engine.check': async ({ place, flow }) =>
        flowCheck({ ...base, flow, place }, inspections, await workspaceOf(place)),
      'engine.run': (request, emit, signal) => runs.run(request, emit, signal),
      'engine.cancel': ({ run }) => runs.cancel(run),
      ...resultHandlers({ ...base, workspaceOf }),
      ...ledgerHandlers(nodes, workspaceOf),
    },
    close: async () => {
      await runs.cancelAll();
      await pool.close();
      await database.close();
      await rm(spill, { recursive: true, force: true });
    },
  };
};
