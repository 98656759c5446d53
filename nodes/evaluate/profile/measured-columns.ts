import { type SortScratch, sortNumbers, sortScratch } from '../../../algorithms/sort/sort-numbers.ts';
import { describeSorted, histogramOf, quantileOf } from '../../../algorithms/statistics/describe.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import { sqlName } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import { pause } from '../../clean/pause.ts';
import { type MeasuredProfile, type PartProfile, quantileShares } from './column-profile.ts';
import { gapsOf } from './gaps.ts';
import { type PartCodes, partMoments } from './part-moments.ts';
import type { Presence } from './presence.ts';

const bins = 20;
/** Beyond it doubles no longer tell neighbouring whole numbers apart. */
const exactWhole = Number.MAX_SAFE_INTEGER;
/** Values held in memory at once: columns are read together as far as they fit, for that is faster. */
const mostValues = 8_000_000;
/** Beyond it DuckDB needs longer for each. */
const mostTogether = 2000;

interface Profiling {
  readonly ctx: NodeContext;
  readonly table: Table;
  readonly presence: Presence;
  readonly codes: PartCodes | undefined;
  readonly done: (columns: number) => void;
}

interface Memory {
  readonly scratch: SortScratch;
  readonly columns: readonly Float64Array[];
}

const memoryFor = (rows: number, columns: number): Memory => {
  const together = Math.max(1, Math.min(columns, mostTogether, Math.floor(mostValues / Math.max(1, rows))));
  return {
    scratch: sortScratch(rows),
    columns: Array.from({ length: together }, () => new Float64Array(rows)),
  };
};

/** Exact profiles of all columns that can be measured, a few of them in memory at a time. */
export const profileMeasured = async (
  columns: readonly Column[],
  profiling: Profiling,
): Promise<readonly MeasuredProfile[]> => {
  const { ctx, table, done } = profiling;
  if (columns.length === 0) return [];
  const memory = memoryFor(table.rows, columns.length);
  const profiles: MeasuredProfile[] = [];
  for (let from = 0; from < columns.length; from += memory.columns.length) {
    const together = columns.slice(from, from + memory.columns.length);
    const names = together.map(({ name }) => name);
    const read = await ctx.tables.numberColumns(table, names, memory.columns);
    for (const [index, column] of together.entries()) {
      await pause(ctx.signal);
      const profile = profileValues(column, read[index] as Float64Array, { ...profiling, memory });
      profiles.push(await withExactDistinct(profile, profiling));
      done(1);
    }
  }
  return profiles;
};

/** Moves the finite values to the front. */
const finiteFirst = (values: Float64Array): { readonly finite: Float64Array; readonly infinite: number } => {
  let [count, infinite] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value - value === 0) values[count++] = value;
    else if (!Number.isNaN(value)) infinite++;
  }
  return { finite: values.subarray(0, count), infinite };
};

const profileValues = (
  column: Column,
  values: Float64Array,
  { table, presence, codes, memory }: Profiling & { readonly memory: Memory },
): MeasuredProfile => {
  const place = table.columns.indexOf(column);
  const moments = codes ? partMoments(values, codes) : [];
  const parts = presence.parts.map(
    ({ part, rows, present }, index): PartProfile => ({
      part,
      rows,
      present: present[place] ?? 0,
      distinct: null,
      ...(moments[index] ?? { mean: null, deviation: null, min: null, max: null }),
    }),
  );
  const { finite, infinite } = finiteFirst(values);
  const sorted = sortNumbers(finite, memory.scratch);
  const described = describeSorted(sorted);
  const present = presence.present[place] ?? 0;
  let negative = 0;
  while (negative < sorted.length && (sorted[negative] as number) < 0) negative++;
  let zeros = 0;
  while (sorted[negative + zeros] === 0) zeros++;
  return {
    kind: column.type === 'datetime' ? 'dates' : 'numbers',
    column,
    rows: table.rows,
    present,
    distinct: described?.distinct ?? 0,
    parts,
    notNumbers: present - finite.length - infinite,
    infinite,
    negative,
    zeros,
    described,
    quantiles: described ? quantileShares.map((share) => quantileOf(sorted, share)) : [],
    bins: histogramOf(sorted, bins),
    gaps: column.type === 'datetime' ? gapsOf(sorted) : undefined,
  };
};

/** Whole numbers that doubles can't tell apart are counted by DuckDB. */
const withExactDistinct = async (profile: MeasuredProfile, { ctx, table }: Profiling): Promise<MeasuredProfile> => {
  const { described, column } = profile;
  if (column.type !== 'integer' || !described) return profile;
  if (Math.max(-described.min, described.max) <= exactWhole) return profile;
  const [row] = await ctx.tables.rows(`SELECT count(DISTINCT ${sqlName(column.name)}) AS n FROM ${table.relation}`);
  return { ...profile, distinct: Number(row?.['n'] ?? 0) };
};
