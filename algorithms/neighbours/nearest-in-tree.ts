import type { KdTree } from './kd-tree.ts';

export type DistanceMetric = 'euclidean' | 'manhattan';

/** The nearest points found so far, the farthest of them first, as a heap. Of equally far ones the later row is the farther. */
export interface Neighbours {
  /** Places in the tree's order of points. */
  readonly places: Int32Array;
  /** Squared for `euclidean`. */
  readonly distances: Float64Array;
  count: number;
}

export const noNeighbours = (k: number): Neighbours => ({
  places: new Int32Array(k),
  distances: new Float64Array(k),
  count: 0,
});

/** Bounds are sums of differences, so the last digits of one may be off. */
const rounding = 1 + 1e-12;

/** Looks for the `k` points nearest to one; one search at a time. */
export class NearestInTree {
  readonly #tree: KdTree;
  readonly #squared: boolean;
  /** How far the point is from the box under way, along each side. */
  readonly #away: Float64Array;
  readonly #point: Float32Array;
  readonly #found: Neighbours;

  constructor(tree: KdTree, k: number, metric: DistanceMetric) {
    this.#tree = tree;
    this.#squared = metric === 'euclidean';
    this.#away = new Float64Array(tree.dimensions);
    this.#point = new Float32Array(tree.dimensions);
    this.#found = noNeighbours(Math.min(k, tree.rows.length));
  }

  /** Valid until the next search. */
  search(point: Float32Array): Neighbours {
    this.#point.set(point);
    this.#away.fill(0);
    this.#found.count = 0;
    if (this.#found.places.length > 0) this.#visit(0, 0);
    return this.#found;
  }

  #cost(difference: number): number {
    return this.#squared ? difference * difference : Math.abs(difference);
  }

  /** `bound`: no point of the node is nearer than that. */
  #visit(node: number, bound: number): void {
    const { places, distances, count } = this.#found;
    if (count === places.length && bound > (distances[0] as number) * rounding) return;
    const side = this.#tree.sides[node] as number;
    if (side < 0) {
      this.#look(node);
      return;
    }
    const difference = (this.#point[side] as number) - (this.#tree.middles[node] as number);
    const near = 2 * node + (difference < 0 ? 1 : 2);
    this.#visit(near, bound);
    const before = this.#away[side] as number;
    const across = this.#cost(difference);
    this.#away[side] = across;
    this.#visit(4 * node + 3 - near, bound - before + across);
    this.#away[side] = before;
  }

  #look(node: number): void {
    const { points, dimensions, starts, ends } = this.#tree;
    const point = this.#point;
    for (let place = starts[node] as number; place < (ends[node] as number); place++) {
      const from = place * dimensions;
      let distance = 0;
      for (let side = 0; side < dimensions; side++) {
        const difference = (points[from + side] as number) - (point[side] as number);
        distance += this.#squared ? difference * difference : Math.abs(difference);
      }
      this.#offer(place, distance);
    }
  }

  #offer(place: number, distance: number): void {
    const { places, distances, count } = this.#found;
    if (count < places.length) {
      places[count] = place;
      distances[count] = distance;
      this.#found.count = count + 1;
      this.#rise(count);
    } else if (this.#isNearer(place, distance, 0)) {
      places[0] = place;
      distances[0] = distance;
      this.#sink();
    }
  }

  #isNearer(place: number, distance: number, than: number): boolean {
    const { places, distances } = this.#found;
    const other = distances[than] as number;
    if (distance !== other) return distance < other;
    return (this.#tree.rows[place] as number) < (this.#tree.rows[places[than] as number] as number);
  }

  #swap(a: number, b: number): void {
    const { places, distances } = this.#found;
    const [place, distance] = [places[a] as number, distances[a] as number];
    places[a] = places[b] as number;
    distances[a] = distances[b] as number;
    places[b] = place;
    distances[b] = distance;
  }

  #farther(a: number, b: number): boolean {
    return this.#isNearer(this.#found.places[b] as number, this.#found.distances[b] as number, a);
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#farther(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    const { count } = this.#found;
    for (let at = 0; ; ) {
      let farthest = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < count && this.#farther(child, farthest)) farthest = child;
      if (farthest === at) return;
      this.#swap(at, farthest);
      at = farthest;
    }
  }
}
