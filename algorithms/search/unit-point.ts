import type { JsonObject } from '../../contract/json.ts';
import { coordinatesOf, type NamedDimension } from './coordinates.ts';
import type { Coordinates } from './parzen.ts';

/** Settings as a point of the unit cube; choices are spread evenly over it. */
export const unitPoint = (dimensions: readonly NamedDimension[], params: JsonObject): Coordinates =>
  coordinatesOf(dimensions, params).map((place, index) => {
    const dimension = dimensions[index]?.[1];
    return dimension?.kind === 'choice' ? (place + 0.5) / Math.max(1, dimension.choices.length) : place;
  });
