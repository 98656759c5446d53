import type { SearchDimension } from '../../contract/context.ts';
import type { Json } from '../../contract/json.ts';
import { dimensionsOf, numberAt, type SearchPoint, type SearchSpace } from './search-point.ts';

/** Ends included; a single value is the middle. */
const valuesOf = (dimension: SearchDimension, steps: number): readonly Json[] => {
  if (dimension.kind === 'choice') return dimension.choices;
  const shares = steps === 1 ? [0.5] : Array.from({ length: steps }, (_, index) => index / (steps - 1));
  return [...new Set(shares.map((share) => numberAt(dimension, share)))];
};

/**
 * A grid of at most `budget` points: numbers get as many values each as the budget allows, first names first where not
 * all can have the same; choices are all tried. Larger grids of choices alone are cut off at the budget.
 */
export const gridPoints = (space: SearchSpace, budget: number): readonly SearchPoint[] => {
  const dimensions = dimensionsOf(space);
  const steps = dimensions.map(() => 1);
  const sizeWith = (changed: number): number =>
    dimensions.reduce(
      (product, [, dimension], index) =>
        product * valuesOf(dimension, (steps[index] ?? 1) + (index === changed ? 1 : 0)).length,
      1,
    );
  const isFull = ([, dimension]: readonly [string, SearchDimension], index: number): boolean =>
    dimension.kind === 'choice' || (steps[index] ?? 1) >= budget || sizeWith(index) > budget;
  for (let grown = true; grown; ) {
    grown = false;
    for (const [index, dimension] of dimensions.entries()) {
      if (isFull(dimension, index)) continue;
      steps[index] = (steps[index] ?? 1) + 1;
      grown = true;
    }
  }
  let points: SearchPoint[] = [{}];
  for (const [index, [name, dimension]] of dimensions.entries())
    points = points
      .flatMap((point) => valuesOf(dimension, steps[index] ?? 1).map((value) => ({ ...point, [name]: value })))
      .slice(0, budget * 64);
  return points.slice(0, budget);
};
