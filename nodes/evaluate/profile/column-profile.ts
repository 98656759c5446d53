import type { Bin, Described } from '../../../algorithms/statistics/describe.ts';
import type { Column } from '../../../contract/column.ts';

interface Profiled {
  readonly column: Column;
  readonly rows: number;
  readonly present: number;
  /** Exact. */
  readonly distinct: number;
  readonly parts: readonly PartProfile[];
}

/** One column in one part of the table. */
export interface PartProfile {
  readonly part: string;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number | null;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export const quantileShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** Numbers, and dates as days since 1970. Everything but the counts is about finite values. */
export interface MeasuredProfile extends Profiled {
  readonly kind: 'numbers' | 'dates';
  readonly notNumbers: number;
  readonly infinite: number;
  readonly negative: number;
  readonly zeros: number;
  readonly described: Described | undefined;
  /** By `quantileShares`. */
  readonly quantiles: readonly number[];
  readonly bins: readonly Bin[];
  /** Distances of neighbouring different values, where there are any. */
  readonly gaps: Gaps | undefined;
}

export interface Gaps {
  readonly usual: number;
  readonly longest: number;
  /** The value before the longest one. */
  readonly after: number;
}

/** Booleans, categories and texts. */
export interface LevelsProfile extends Profiled {
  readonly kind: 'levels';
  readonly commonest: readonly { readonly level: string; readonly count: number }[];
  /** Lengths in characters, over all rows that have a text. */
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly meanLength: number | null;
  /** Texts without a single visible character. */
  readonly blank: number;
}

export type ColumnProfile = MeasuredProfile | LevelsProfile;

/** Profiles by what they hold. */
export const byKind = (profiles: readonly ColumnProfile[]) => ({
  numbers: profiles.flatMap((profile) => (profile.kind === 'numbers' ? [profile] : [])),
  dates: profiles.flatMap((profile) => (profile.kind === 'dates' ? [profile] : [])),
  levels: profiles.flatMap((profile) => (profile.kind === 'levels' ? [profile] : [])),
});

export const isMeasured = ({ type }: Column): boolean => type === 'number' || type === 'integer' || type === 'datetime';

/** Days since 1970 as text: the day, and the time where there is one. */
export const dayText = (days: number): string => {
  const at = new Date(Math.round(days * 86_400_000));
  if (Number.isNaN(at.getTime())) return `${days > 0 ? 'after' : 'before'} all dates`;
  return at
    .toISOString()
    .replace(/T00:00:00\.000Z$|\.000Z$|Z$/, '')
    .replace('T', ' ');
};
