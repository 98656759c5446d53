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
import { linkParquet } from '../tables/same-file.ts';
import type { Amended } from '../tables/step-tables.ts';
import { type StoredView, storedRelation } from '../tables/stored-view.ts';
import { writeTable } from '../tables/write-table.ts';
import { modelHash } from './model-hash.ts';
import { type CachedTable, saveAmended } from './save-amended.ts';
import type { StoredLineage, StoredTable, StoredValue } from './stored-step.ts';
import { modelSummary, predictionsSummary } from './summary.ts';

export interface Saving {
  readonly connection: Connection;
  readonly nodes: Nodes;
  /** Folder that becomes the cache entry. */
  readonly folder: string;
  /** Handle of a table that is in the cache, by its relation. */
  readonly handleOf: (table: Table) => string | undefined;
  /** The table in the cache behind a relation. */
  readonly cached: (relation: string) => Promise<CachedTable | undefined>;
  /** How the table behind a relation was made in this step, where it was amended. */
  readonly amended: (relation: string) => Amended | undefined;
  readonly signal: AbortSignal;
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

/** Puts the table at `path`, without writing its rows where they are on disk already. */
const putTable = async (
  { connection, cached, amended: amendedAs }: Saving,
  table: Table,
  path: string,
): Promise<{ readonly numbered: boolean; readonly view?: StoredView; readonly hash?: string }> => {
  const amended = amendedAs(table.relation);
  const base = await cached((amended?.from ?? table).relation);
  const saved = base && (await saveAmended({ connection, table, base, amended, path }));
  if (saved) return { ...saved, numbered: true };
  const { numbered } = (await linkParquet(connection, table, path)) ?? (await writeTable(connection, table, path));
  return { numbered: numbered ?? false };
};

const saveTable = async (
  saving: Saving,
  table: Table,
  file: string,
): Promise<{ readonly stored: StoredTable; readonly hash: string }> => {
  const path = join(saving.folder, file);
  const { numbered, view, hash } = await putTable(saving, table, path);
  const { columns, split, rows } = table;
  const lineage = storedLineage(lineageOf(table), saving.handleOf);
  const isWhole = view === undefined || Object.keys(view).length === 0;
  const stored = {
    kind: 'table',
    file,
    numbered,
    ...(isWhole ? {} : { view }),
    columns,
    split,
    rows,
    lineage,
  } as const;
  const relation = storedRelation({ path, numbered, ...view }, table);
  return { stored, hash: hash ?? (await contentHash(saving.connection, { ...table, relation })) };
};

/** Writes one output into the folder of its cache entry. `handle` is what the window will know it by. */
export const saveValue = async (saving: Saving, port: string, handle: string, value: Value): Promise<Saved> => {
  const { connection, nodes, folder, signal } = saving;
  switch (value.kind) {
    case 'table': {
      const { stored, hash } = await saveTable(saving, value, `${port}.parquet`);
      const { columns, rows, split } = value;
      return { value: stored, summary: { kind: 'table', handle, hash, columns, rows, split } };
    }
    case 'predictions': {
      const { stored: table, hash: content } = await saveTable(saving, value.table, `${port}.parquet`);
      const { kind, name, task, target, classes, threshold } = value;
      const { numbered, view } = table;
      const relation = storedRelation({ path: join(folder, table.file), numbered, ...view }, value.table);
      const written = { ...value, table: { ...value.table, relation } };
      const hash = sha([task, target, classes, threshold, content]);
      const summary = await predictionsSummary(connection, written, { handle, hash });
      return { value: { kind, name, task, target, classes, threshold, table }, summary };
    }
    case 'model':
      await writeModel(value, join(folder, port), signal);
      return {
        value: { kind: 'model', folder: port },
        summary: modelSummary(value, nodes, { handle, hash: await modelHash(value, signal) }),
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
