import { canonicalJson } from '../../contract/canonical.ts';
import type { SearchDimension } from '../../contract/context.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { Coordinates } from './parzen.ts';
import { numberAt, type SearchPoint } from './search-point.ts';

export type NamedDimension = readonly [string, SearchDimension];

/** The place of a value in its dimension: 0…1 within a range, the index among choices. Values outside count as at the end. */
const placeOf = (dimension: SearchDimension, value: Json | undefined): number => {
  if (dimension.kind === 'choice') {
    const wanted = canonicalJson(value ?? null);
    return Math.max(
      0,
      dimension.choices.findIndex((choice) => canonicalJson(choice) === wanted),
    );
  }
  const { low, high, log } = dimension;
  const number = Math.min(high, Math.max(low, Number(value)));
  if (!(high > low) || Number.isNaN(number)) return 0.5;
  return log ? (Math.log(number) - Math.log(low)) / (Math.log(high) - Math.log(low)) : (number - low) / (high - low);
};

export const coordinatesOf = (dimensions: readonly NamedDimension[], params: JsonObject): Coordinates =>
  dimensions.map(([name, dimension]) => placeOf(dimension, params[name]));

export const pointAt = (dimensions: readonly NamedDimension[], coordinates: Coordinates): SearchPoint =>
  Object.fromEntries(
    dimensions.map(([name, dimension], index) => {
      const place = coordinates[index] as number;
      return [name, dimension.kind === 'choice' ? (dimension.choices[place] ?? null) : numberAt(dimension, place)];
    }),
  );
