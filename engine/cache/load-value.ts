import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever } from '../../contract/assert-never.ts';
import { fail } from '../../contract/problem.ts';
import type { Table, Value } from '../../contract/values.ts';
import type { Lineage, TracedTable } from '../lineage.ts';
import { readModel } from '../models/bundle.ts';
import type { PlacedTable } from '../tables/numbers-in-file.ts';
import { storedRelation } from '../tables/stored-view.ts';
import type { Cache } from './cache.ts';
import type { StoredLineage, StoredTable, StoredValue } from './stored-step.ts';

const splitHandle = (handle: string): readonly [string, string] => {
  const dot = handle.indexOf('.');
  return [handle.slice(0, dot), handle.slice(dot + 1)];
};

const loadLineage = async (cache: Cache, stored: StoredLineage): Promise<Lineage> => {
  const { rawColumns, recipe, raw, split } = stored;
  return {
    rawColumns,
    recipe,
    ...(raw ? await loadRaw(cache, raw) : {}),
    ...(split ? { split: { table: await loadPlainTable(cache, split.handle), steps: split.steps } } : {}),
  };
};

/** A model can do without the rows that the source gave, so they may have left the cache. */
const loadRaw = (cache: Cache, handle: string): Promise<{ readonly raw?: Table }> =>
  loadPlainTable(cache, handle).then(
    (raw) => ({ raw }),
    () => ({}),
  );

/** The table of a split, without its own lineage, which would lead to itself. */
const loadPlainTable = async (cache: Cache, handle: string): Promise<Table> => {
  const [key, port] = splitHandle(handle);
  const stored = (await cache.read(key))?.outputs[port]?.value;
  if (stored?.kind !== 'table') throw fail('result.gone');
  const { lineage: _, ...table } = await loadTable(cache, key, { ...stored, lineage: { rawColumns: [], recipe: [] } });
  return table;
};

const loadTable = async (cache: Cache, key: string, stored: StoredTable): Promise<TracedTable & PlacedTable> => {
  const path = join(cache.folderOf(key), stored.file);
  await access(path).catch(() => {
    throw fail('result.gone');
  });
  const { columns, split, rows, numbered, view } = stored;
  const relation = storedRelation({ path, numbered, ...view }, stored);
  return {
    kind: 'table',
    relation,
    place: { relation, path, numbered, ...view },
    columns,
    split,
    rows,
    lineage: await loadLineage(cache, stored.lineage),
  };
};

/** A stored output as a value. @throws result.gone where a file, or the table of an earlier split, is no longer there */
export const loadValue = async (cache: Cache, key: string, stored: StoredValue): Promise<Value> => {
  switch (stored.kind) {
    case 'table':
      return loadTable(cache, key, stored);
    case 'predictions':
      return { ...stored, table: await loadTable(cache, key, stored.table) };
    case 'model':
      return readModel(join(cache.folderOf(key), stored.folder));
    case 'learner':
      return stored.learner;
    case 'report':
      return stored.report;
    default:
      return assertNever(stored);
  }
};

/** The value behind a handle, `key.port`. @throws result.gone */
export const loadHandle = async (cache: Cache, handle: string): Promise<Value> => {
  const [key, port] = splitHandle(handle);
  const outputs = (await cache.read(key))?.outputs ?? {};
  const output = Object.hasOwn(outputs, port) ? outputs[port] : undefined;
  if (!output) throw fail('result.gone');
  return loadValue(cache, key, output.value);
};
