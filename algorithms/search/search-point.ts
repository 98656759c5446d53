import type { SearchDimension } from '../../contract/context.ts';
import type { Json } from '../../contract/json.ts';
import type { Random } from '../random/random.ts';

/** Dimensions by the name of the param. */
export type SearchSpace = Readonly<Record<string, SearchDimension>>;
export type SearchPoint = Readonly<Record<string, Json>>;

/** Names in code-unit order, so that the order in which params were declared decides nothing. */
export const dimensionsOf = (space: SearchSpace): readonly (readonly [string, SearchDimension])[] =>
  Object.entries(space).sort(([a], [b]) => (a < b ? -1 : 1));

/** The number at `share` (0…1) of a range: evenly on its own or on the logarithmic scale, rounded where it must be whole. */
export const numberAt = (
  { low, high, log, whole }: Extract<SearchDimension, { kind: 'number' }>,
  share: number,
): number => {
  const raw = log ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low))) : low + share * (high - low);
  const tidy = whole ? Math.round(raw) : Number(raw.toPrecision(6));
  return Math.min(high, Math.max(low, tidy));
};

/** A point drawn evenly; six significant digits, so that settings stay readable. */
export const randomPoint = (space: SearchSpace, random: Random): SearchPoint =>
  Object.fromEntries(
    dimensionsOf(space).map(([name, dimension]) => [
      name,
      dimension.kind === 'choice'
        ? (dimension.choices[random.below(Math.max(1, dimension.choices.length))] ?? null)
        : numberAt(dimension, random.next()),
    ]),
  );
