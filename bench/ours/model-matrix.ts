import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '../../contract/column.ts';
import type { NodeContext } from '../../contract/context.ts';
import { sqlText } from '../../contract/sql.ts';
import type { Table } from '../../contract/values.ts';
import { openDatabase } from '../../engine/database/duckdb.ts';
import { planLearning } from '../../engine/learning/learning-plan.ts';
import { prepare } from '../../engine/learning/prepared.ts';
import { readRows } from '../../engine/learning/read-rows.ts';
import { featuresOf, targetOf } from '../../engine/learning/roles.ts';
import { trainingRows } from '../../engine/learning/table-rows.ts';
import { stepTables } from '../../engine/tables/step-tables.ts';
import type { Sample } from '../measure/sample.ts';

const levels = ['city', 'product', 'returned'];
const numbers = ['amount', 'quantity', 'price', 'discount', 'rating', 'weight'];

const columns: readonly Column[] = [
  ...levels.map((name): Column => ({ name, type: 'category', role: 'feature' })),
  ...numbers.map((name): Column => ({ name, type: 'number', role: 'feature' })),
  { name: 'segment', type: 'category', role: 'target' },
];

/** Out of the table into the matrix that a linear model is given: levels found, codes read, spread to one column a level. */
export const openModelMatrix = async (limits: { readonly threads: number; readonly memoryBytes: number }) => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const database = await openDatabase({ folder: join(folder, 'spill'), ...limits });
  const connection = await database.connect();
  const tables = stepTables({ database, connection, scratch: folder });
  const { signal } = new AbortController();
  const context = { finding: () => undefined, tables, signal } as unknown as NodeContext;
  let table: Table | undefined;
  const tableOf = (path: string): Promise<Table> =>
    tables.create(
      `SELECT ${columns.map(({ name }) => name).join(', ')} FROM read_csv(${sqlText(path)}, header = true, delim = ',', quote = '"', nullstr = ['', 'NA'])`,
      columns,
    );
  return {
    run: async (path: string): Promise<Omit<Sample, 'peakMegabytes'>> => {
      table ??= await tableOf(path);
      const [from, cpu] = [performance.now(), process.cpuUsage()];
      const target = targetOf(table.columns);
      const features = featuresOf(table.columns, [], context);
      const training = trainingRows(table, target, { useAllRows: true, withValidation: false });
      const plan = await planLearning(connection, { training, columns: table.columns, target, features });
      const { x } = await readRows(connection, plan, training, { signal, withTarget: true });
      const needs = { missing: 'native', categories: 'one-hot', scale: false } as const;
      const prepared = await prepare(x, [], { needs, signal });
      const seconds = (performance.now() - from) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      const { rows, columns: made } = prepared.training;
      return { seconds, cpuSeconds: (user + system) / 1e6, check: { rows, columns: made.length } };
    },
    close: async (): Promise<void> => {
      await tables.dispose();
      connection.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
