import type { FitContext } from '../../contract/context.ts';
import type { Estimator, Matrix, TrainingData } from '../../contract/matrix.ts';
import { fail } from '../../contract/problem.ts';
import type { PortableEstimator } from '../../contract/row-program.ts';
import type { Neighbours } from './found-neighbours.ts';
import { buildKdTree, type KdTree } from './kd-tree.ts';
import { nearestByProducts } from './nearest-by-products.ts';
import { type DistanceMetric, NearestInTree } from './nearest-in-tree.ts';

export interface NeighboursOptions {
  readonly k: number;
  /** `distance`: a neighbour counts by the inverse of its distance; where some are at no distance at all, only those count. */
  readonly weights: 'uniform' | 'distance';
  readonly metric: DistanceMetric;
}

/** Row-major copy of a matrix. @throws train.failed for missing values */
const rowMajor = ({ rows, columns, data }: Matrix): Float32Array => {
  const points = new Float32Array(rows * columns.length);
  for (let side = 0; side < columns.length; side++)
    for (let row = 0; row < rows; row++) {
      const value = data[side * rows + row] as number;
      if (Number.isNaN(value)) throw fail('train.failed', { values: { reason: 'a feature has missing values' } });
      points[row * columns.length + side] = value;
    }
  return points;
};

/**
 * Keeps the training rows in a tree. Fix and Hodges, Discriminatory analysis, 1951; as scikit-learn's KNeighborsClassifier and
 * KNeighborsRegressor, but that rows count by their weights and, of equally far rows, the first counts.
 */
export const fitNeighbours = (data: TrainingData, options: NeighboursOptions): Estimator => {
  const { x, y, weights, classes, task } = data;
  const { sides, middles, starts, ends, points, rows } = buildKdTree(rowMajor(x), x.rows, x.columns.length);
  return {
    json: { ...options, classes: task === 'classification' ? classes.length : 0, dimensions: x.columns.length },
    arrays: {
      ...{ points, rows, sides, middles, starts, ends },
      y: Float64Array.from(rows, (row) => y[row] as number),
      weights: weights ? Float64Array.from(rows, (row) => weights[row] as number) : new Float64Array(),
    },
  };
};

interface Fitted {
  readonly tree: KdTree;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly classes: number;
  readonly options: NeighboursOptions;
}

const fittedOf = ({ json, arrays }: Estimator): Fitted => {
  const array = <T>(name: string): T => arrays[name] as T;
  return {
    tree: {
      dimensions: Number(json['dimensions']),
      points: array('points'),
      rows: array('rows'),
      sides: array('sides'),
      middles: array('middles'),
      starts: array('starts'),
      ends: array('ends'),
    },
    y: array('y'),
    weights: array('weights'),
    classes: Number(json['classes']),
    options: json as unknown as NeighboursOptions,
  };
};

const distanceOf = ({ metric }: NeighboursOptions, distance: number): number =>
  metric === 'euclidean' ? Math.sqrt(distance) : distance;

/** How much each neighbour counts; the heap's order is that of the training rows and distances alone. */
const votesOf = ({ options, weights }: Fitted, found: Neighbours): Float64Array => {
  const votes = new Float64Array(found.count);
  const places = found.places.subarray(0, found.count);
  const distances = found.distances.subarray(0, found.count);
  const exact = options.weights === 'distance' && distances.some((distance) => distance === 0);
  for (let at = 0; at < found.count; at++) {
    const distance = distances[at] as number;
    const row = weights.length > 0 ? (weights[places[at] as number] as number) : 1;
    if (exact) votes[at] = distance === 0 ? row : 0;
    else votes[at] = options.weights === 'distance' ? row / distanceOf(options, distance) : row;
  }
  return votes;
};

const answer = (fitted: Fitted, found: Neighbours, into: Float64Array): void => {
  const votes = votesOf(fitted, found);
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  for (let at = 0; at < found.count; at++) {
    const share = total > 0 ? (votes[at] as number) / total : 1 / found.count;
    const actual = fitted.y[found.places[at] as number] as number;
    if (fitted.classes === 0) into[0] = (into[0] as number) + share * actual;
    else into[actual] = (into[actual] as number) + share;
  }
};

/** So many rows show whether the tree rules enough points out. */
const triedRows = 64;
/** Taking the distance to a point takes some ten times as long as a product. */
const worthProducts = 0.1;
const rowsBetweenLooks = 1024;

/** Probabilities, row-major, or values. */
export const predictNeighbours = (
  estimator: Estimator,
  x: Matrix,
  { signal, progress = () => undefined }: Pick<FitContext, 'signal'> & Partial<Pick<FitContext, 'progress'>>,
): Float64Array => {
  const fitted = fittedOf(estimator);
  const { tree, options } = fitted;
  const points = rowMajor(x);
  const width = Math.max(1, fitted.classes);
  const answers = new Float64Array(x.rows * width);
  const search = new NearestInTree(tree, options.k, options.metric);
  const take = (row: number, found: Neighbours): void =>
    answer(fitted, found, answers.subarray(row * width, (row + 1) * width));
  const rowsAt = (from: number, to: number): Float32Array =>
    points.subarray(from * tree.dimensions, to * tree.dimensions);
  const tooWide = (): boolean =>
    options.metric === 'euclidean' && search.looked > worthProducts * triedRows * tree.rows.length;
  for (let from = 0, to = Math.min(triedRows, x.rows), wide = false; from < x.rows; ) {
    signal.throwIfAborted();
    progress(from / x.rows, `Neighbours of ${from.toLocaleString('en')} of ${x.rows.toLocaleString('en')} rows`);
    const first = from;
    if (wide)
      nearestByProducts(tree, { questions: rowsAt(from, to), k: options.k }, (at, found) => take(first + at, found));
    else for (let row = from; row < to; row++) take(row, search.search(rowsAt(row, row + 1)));
    if (from === 0) wide = tooWide();
    from = to;
    to = Math.min(x.rows, to + rowsBetweenLooks);
  }
  return answers;
};

/** The training rows themselves; see `PortableEstimator`. */
export const portableNeighbours = (estimator: Estimator): PortableEstimator => {
  const { tree, y, weights, classes, options } = fittedOf(estimator);
  return {
    kind: 'neighbours',
    link: 'identity',
    ...{ classes, k: options.k, metric: options.metric, weighting: options.weights, y, weights },
    points: tree.points,
    order: Float64Array.from(tree.rows),
  };
};
