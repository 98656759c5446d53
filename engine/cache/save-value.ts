import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { assertNever } from '../../contract/assert-never.ts';
import { canonicalJson } from '../../contract/canonical.ts';
import type { Nodes } from '../../contract/node.ts';
import type { Report } from '../../contract/report.ts';
import type { ValueSummary } from '../../contract/run-event.ts';
import type { Table, Value } from '../../contract/values.ts';
import type { Connection } from '../database/database.ts';
import { type Lineage, lineageOf } from '../lineage.ts';
import { writeModel } from '../models/bundle.ts';
import { contentHash } from '../tables/content-hash.ts';
import { parquetRelation, writeParquet } from '../tables/parquet.ts';
import { linkParquet } from '../tables/same-file.ts';
import { modelHash } from './model-hash.ts';
import type { StoredLineage, StoredTable, StoredValue } from './stored-step.ts';
import { modelSummary, predictionsSummary } from './summary.ts';

export interface Saving {
  readonly connection: Connection;
  readonly nodes: Nodes;
  /** Folder that becomes the cache entry. */
  readonly folder: string;
  /** Handle of a table that is in the cache, by its relation. */
  readonly handleOf: (table: Table) => string | undefined;
}

export interface Saved {
  readonly value: StoredValue;
  readonly summary: ValueSummary;
}

const sha = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** What a report says of content; figures and facts may hold times and are left out. */
const reportHash = ({ title, metrics, findings, tables, gate }: Report): string =>
  sha({ title, metrics, findings, tables, gate });

const storedLineage = (lineage: Lineage, handleOf: Saving['handleOf']): StoredLineage => {
  const handle = lineage.split && handleOf(lineage.split.table);
  const raw = lineage.raw && handleOf(lineage.raw);
  return {
    rawColumns: lineage.rawColumns,
    recipe: lineage.recipe,
    ...(raw ? { raw } : {}),
    ...(lineage.split && handle ? { split: { handle, steps: lineage.split.steps } } : {}),
  };
};

const saveTable = async (saving: Saving, table: Table, file: string): Promise<StoredTable> => {
  const path = join(saving.folder, file);
  const linked = await linkParquet(saving.connection, table, path);
  if (!linked) await writeParquet(saving.connection, table, path);
  const numbered = linked?.numbered ?? false;
  const { columns, split, rows } = table;
  return {
    kind: 'table',
    file,
    numbered,
    columns,
    split,
    rows,
    lineage: storedLineage(lineageOf(table), saving.handleOf),
  };
};

/** Writes one output into the folder of its cache entry. `handle` is what the window will know it by. */
export const saveValue = async (saving: Saving, port: string, handle: string, value: Value): Promise<Saved> => {
  const { connection, nodes, folder } = saving;
  const onDisk = (table: Table, { file, numbered }: StoredTable): Table => ({
    ...table,
    relation: parquetRelation({ path: join(folder, file), numbered }),
  });
  switch (value.kind) {
    case 'table': {
      const stored = await saveTable(saving, value, `${port}.parquet`);
      const hash = await contentHash(connection, onDisk(value, stored));
      const { columns, rows, split } = value;
      return { value: stored, summary: { kind: 'table', handle, hash, columns, rows, split } };
    }
    case 'predictions': {
      const table = await saveTable(saving, value.table, `${port}.parquet`);
      const { kind, name, task, target, classes, threshold } = value;
      const written = { ...value, table: onDisk(value.table, table) };
      const hash = sha([task, target, classes, threshold, await contentHash(connection, written.table)]);
      const summary = await predictionsSummary(connection, written, { handle, hash });
      return { value: { kind, name, task, target, classes, threshold, table }, summary };
    }
    case 'model':
      await writeModel(value, join(folder, port));
      return {
        value: { kind: 'model', folder: port },
        summary: modelSummary(value, nodes, { handle, hash: modelHash(value) }),
      };
    case 'learner': {
      const { type, params } = value;
      return {
        value: { kind: 'learner', learner: value },
        summary: { kind: 'learner', handle, hash: sha([type, params]), type, params },
      };
    }
    case 'report':
      return {
        value: { kind: 'report', report: value },
        summary: { kind: 'report', handle, hash: reportHash(value), report: value },
      };
    default:
      return assertNever(value);
  }
};
