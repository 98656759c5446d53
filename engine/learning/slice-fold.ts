import { type Matrix, matrixColumn } from '../../contract/matrix.ts';
import type { Preparation } from '../../contract/values.ts';
import type { PreparedFold } from './fold-set.ts';
import type { Prepared } from './prepared.ts';
import { sharedFloats } from './shared-array.ts';

/** Whether all these features are among those that a fold was prepared with. */
export const holdsFeatures = ({ x }: PreparedFold, names: readonly string[]): boolean => {
  const known = new Set(x.preparation.input.map(({ name }) => name));
  return names.every((name) => known.has(name));
};

/** A fold with some of its features only: what is learned of each column does not depend on the others. */
export const sliceFold = ({ rows, x }: PreparedFold, names: readonly string[]): PreparedFold => {
  const wanted = new Set(names);
  const kept = [...x.preparation.input.keys()].filter((index) => wanted.has(x.preparation.input[index]?.name ?? ''));
  const columns = preparedPlaces(x.preparation, kept);
  const prepared: Prepared = {
    preparation: slicePreparation(x.preparation, kept),
    training: pickColumns(x.training, columns),
    others: x.others.map((other) => pickColumns(other, columns)),
  };
  const features = rows.plan.features.filter(({ source }) => wanted.has(source.name));
  return { rows: { ...rows, plan: { ...rows.plan, features } }, x: prepared };
};

const widthAt = ({ input, oneHot }: Preparation, index: number): number =>
  oneHot[index] ? (input[index]?.levels.length ?? 0) : 1;

/** Which prepared columns come from some of the input columns. */
const preparedPlaces = (preparation: Preparation, kept: readonly number[]): readonly number[] => {
  const starts: number[] = [];
  let next = 0;
  for (const index of preparation.input.keys()) {
    starts.push(next);
    next += widthAt(preparation, index);
  }
  return kept.flatMap((index) =>
    Array.from({ length: widthAt(preparation, index) }, (_, level) => (starts[index] as number) + level),
  );
};

const slicePreparation = (
  { input, fill, oneHot, scale, notes }: Preparation,
  kept: readonly number[],
): Preparation => ({
  input: kept.map((index) => input[index] as Preparation['input'][number]),
  fill: kept.map((index) => fill[index] ?? null),
  oneHot: kept.map((index) => oneHot[index] ?? false),
  scale: kept.map((index) => scale[index] ?? null),
  notes,
});

const pickColumns = (x: Matrix, places: readonly number[]): Matrix => {
  const data = sharedFloats(places.length * x.rows);
  for (const [at, place] of places.entries()) data.set(matrixColumn(x, place), at * x.rows);
  return { rows: x.rows, columns: places.map((place) => x.columns[place] as Matrix['columns'][number]), data };
};

/** How much a fit used each feature, from how much it used each prepared column; shares that add up to one. */
export const featureUse = (preparation: Preparation, importance: Float64Array): Readonly<Record<string, number>> => {
  const total = importance.reduce((sum, value) => sum + value, 0);
  let next = 0;
  return Object.fromEntries(
    preparation.input.map(({ name }, index) => {
      const width = widthAt(preparation, index);
      const own = importance.subarray(next, next + width).reduce((sum, value) => sum + value, 0);
      next += width;
      return [name, total > 0 ? own / total : 0];
    }),
  );
};
