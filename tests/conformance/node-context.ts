import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceContext, SqlRow } from '../../contract/context.ts';
import type { Finding } from '../../contract/report.ts';
import type { Table } from '../../contract/values.ts';
import { openDatabase } from '../../engine/database/duckdb.ts';
import { flowFiles } from '../../engine/files/flow-files.ts';
import { stepTables } from '../../engine/tables/step-tables.ts';
import { nodes } from '../../nodes/index.ts';

export interface TestContext extends SourceContext {
  readonly findings: Finding[];
  readonly logged: string[];
  rowsOf(table: Table): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}

interface Opening {
  /** The folder of the flow; a fresh one where absent. */
  readonly folder?: string;
  readonly seed?: number;
  readonly threads?: number;
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
}

const bundled = resolve(fileURLToPath(import.meta.url), '../../../resources/data');

/** What a step of the engine gets, on a database of its own, for tests that call a node's functions by themselves. */
export const openContext = async (opening: Opening = {}): Promise<TestContext> => {
  const scratch = mkdtempSync(join(tmpdir(), 'millrace-test-'));
  const database = await openDatabase({
    folder: join(scratch, 'spill'),
    threads: opening.threads ?? 2,
    memoryBytes: opening.memoryBytes ?? 1_000_000_000,
  });
  const connection = await database.connect();
  const tables = stepTables({ database, connection, scratch });
  const findings: Finding[] = [];
  const logged: string[] = [];
  const context: TestContext = {
    node: 'node',
    seed: opening.seed ?? 7,
    signal: opening.signal ?? new AbortController().signal,
    tables,
    files: flowFiles({ folder: opening.folder ?? scratch, store: join(scratch, 'store'), granted: [] }, bundled),
    progress: () => undefined,
    metric: () => undefined,
    log: (_, text) => void logged.push(text),
    finding: (finding) => void findings.push(finding),
    work: async (type, input) => {
      const node = nodes[type];
      if (node?.role !== 'source' || !node.work) throw new Error(`${type} has no work`);
      return node.work(input, context);
    },
    findings,
    logged,
    rowsOf: (table) => tables.rows(`SELECT * FROM ${table.relation} ORDER BY __row`),
    close: async () => {
      await tables.dispose();
      connection.close();
      await database.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
  return context;
};
