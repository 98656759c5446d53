import type { Interval } from '../../algorithms/metrics/interval.ts';
import { holm } from '../../algorithms/statistics/corrected-resampling.ts';
import type { Finding, ReportTable } from '../../contract/report.ts';
import { spoken } from './figure.ts';

/** How much better one of two is than the other, by the same rows. */
export interface Pairing {
  /** The one with the better score. */
  readonly better: string;
  readonly worse: string;
  /** How much better, above zero where it is; null where the metric is undefined for one of them. */
  readonly difference: number | null;
  readonly interval?: Interval | undefined;
  readonly p?: number | undefined;
}

export interface Verdict extends Pairing {
  /** Holm's, over all pairs. */
  readonly adjusted: number | undefined;
  readonly proven: boolean;
  readonly text: string;
}

const level = 0.05;

const ranging = ({ low, high }: Interval): string => `${spoken(low)} to ${spoken(high)}`;

const textOf = (pair: Pairing, adjusted: number | undefined, { metric, on }: Told): string => {
  const { better, worse, difference, interval } = pair;
  if (difference === null) return `“${better}” and “${worse}” can't be compared: ${metric} is undefined ${on}.`;
  if (difference === 0) return `“${better}” and “${worse}” are equal in ${metric} ${on}.`;
  const size = `${spoken(difference)}${interval ? ` (${ranging(interval)})` : ''}`;
  if (adjusted === undefined)
    return `Can't tell whether “${better}” beats “${worse}”: its ${metric} is better by ${size} ${on}, and nothing shows how much of that is chance.`;
  return adjusted < level
    ? `“${better}” beats “${worse}”: its ${metric} is better by ${size} ${on}, p = ${spoken(adjusted)}.`
    : `No evidence that “${better}” beats “${worse}”: its ${metric} is better by ${size} ${on}, p = ${spoken(adjusted)}.`;
};

interface Told {
  readonly metric: string;
  /** “on the same 5 folds”. */
  readonly on: string;
}

/** What the pairs come to, in words; p values are adjusted for their number. */
export const verdictsOf = (pairs: readonly Pairing[], told: Told): readonly Verdict[] => {
  const tested = pairs.filter(({ p }) => p !== undefined);
  const adjusted = holm(tested.map(({ p }) => p ?? 1));
  return pairs.map((pair) => {
    const own = pair.p === undefined ? undefined : adjusted[tested.indexOf(pair)];
    const proven = own !== undefined && own < level && (pair.difference ?? 0) > 0;
    return { ...pair, adjusted: own, proven, text: textOf(pair, own, told) };
  });
};

export const verdictFindings = (verdicts: readonly Verdict[]): readonly Finding[] =>
  verdicts.map(({ text }) => ({ code: 'compare.verdict', severity: 'info', message: text }));

export const verdictTable = (verdicts: readonly Verdict[], { metric }: Pick<Told, 'metric'>): ReportTable => ({
  title: `Pairs by ${metric}`,
  columns: ['better', 'worse', 'better by', 'low', 'high', 'p', 'verdict'],
  rows: verdicts.map(({ better, worse, difference, interval, adjusted, proven }) => [
    better,
    worse,
    difference,
    interval?.low ?? null,
    interval?.high ?? null,
    adjusted ?? null,
    proven ? 'beats it' : 'no evidence',
  ]),
});

/** All pairs of a list. */
export const pairsOf = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.flatMap((one, index) => list.slice(index + 1).map((two) => [one, two] as const));
