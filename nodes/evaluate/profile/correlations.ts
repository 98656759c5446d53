import { setImmediate } from 'node:timers/promises';
import { contingencyOf, correlationRatio, cramersV, theilsU } from '../../../algorithms/statistics/association.ts';
import { pearson, spearman } from '../../../algorithms/statistics/correlation.ts';
import type { Column } from '../../../contract/column.ts';
import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import type { ColumnProfile } from './column-profile.ts';
import { mostRows, type Sampled, sampleColumns } from './sampled-columns.ts';

const mostColumns = 60;
const mostPairs = 20;

export type Measure = 'Pearson’s r' | 'Cramér’s V' | 'correlation ratio η';

export interface Pair {
  readonly first: string;
  readonly second: string;
  readonly measure: Measure;
  /** Undefined measures, of a column that does not vary, say, are null. */
  readonly value: number | null;
  /** Spearman’s correlation of numbers, symmetric Theil’s U of categories. */
  readonly also: number | null;
}

export interface Correlations {
  readonly names: readonly string[];
  /** Columns that could be compared but are too many. */
  readonly leftOut: number;
  readonly rows: number;
  readonly sampled: boolean;
  readonly pairs: readonly Pair[];
  /** The pairs that go together most. */
  readonly strongest: readonly Pair[];
}

const withMeasures = (a: Sampled, b: Sampled): Pair => {
  const names = { first: a.name, second: b.name };
  if (a.kind === 'numbers' && b.kind === 'numbers')
    return { ...names, measure: 'Pearson’s r', value: pearson(a.values, b.values), also: pearson(a.ranks, b.ranks) };
  if (a.kind === 'codes' && b.kind === 'codes') {
    const table = contingencyOf(a, b);
    const value = cramersV(table, { corrected: true });
    return {
      ...names,
      measure: 'Cramér’s V',
      value,
      also: value === null ? null : (theilsU(table)?.symmetric ?? null),
    };
  }
  const [codes, numbers] = a.kind === 'codes' ? [a, b] : [b, a];
  const value = codes.kind === 'codes' && numbers.kind === 'numbers' ? correlationRatio(codes, numbers.values) : null;
  return { ...names, measure: 'correlation ratio η', value, also: null };
};

const strength = ({ value, also }: Pair): number => Math.max(Math.abs(value ?? 0), Math.abs(also ?? 0));

/** Ranks were given within each column; where values are missing, those of the common rows differ. */
const withOwnRanks = (pair: Pair, columns: ReadonlyMap<string, Sampled>): Pair => {
  const [a, b] = [columns.get(pair.first), columns.get(pair.second)];
  return a?.kind === 'numbers' && b?.kind === 'numbers' ? { ...pair, also: spearman(a.values, b.values) } : pair;
};

const comparable = ({ column, present, distinct }: ColumnProfile): boolean =>
  column.role !== 'id' && column.role !== 'ignored' && present > 1 && distinct > 1;

/** How each two columns go together: at most 60 columns, on at most 100,000 rows. */
export const correlate = async (
  ctx: NodeContext,
  table: Table,
  profiles: readonly ColumnProfile[],
): Promise<Correlations> => {
  const candidates: readonly Column[] = profiles.filter(comparable).map(({ column }) => column);
  const target = candidates.filter(({ role }) => role === 'target');
  const chosen = [...target, ...candidates.filter(({ role }) => role !== 'target')].slice(0, mostColumns);
  const { rows, columns } = await sampleColumns(ctx, table, chosen);
  const pairs: Pair[] = [];
  for (const [index, second] of columns.entries()) {
    // A turn of the event loop, so that an abort is heard.
    await setImmediate();
    ctx.signal.throwIfAborted();
    for (const first of columns.slice(0, index)) pairs.push(withMeasures(first, second));
  }
  const byName = new Map(columns.map((column) => [column.name, column]));
  const strongest = pairs
    .filter(({ value }) => value !== null)
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, mostPairs)
    .map((pair) => withOwnRanks(pair, byName));
  return {
    names: columns.map(({ name }) => name),
    leftOut: candidates.length - chosen.length,
    rows,
    sampled: table.rows > mostRows,
    pairs,
    strongest,
  };
};
