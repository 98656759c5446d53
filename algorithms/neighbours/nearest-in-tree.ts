import { FoundNeighbours, type Neighbours } from './found-neighbours.ts';
import type { KdTree } from './kd-tree.ts';

export type DistanceMetric = 'euclidean' | 'manhattan';

/** Bounds are sums of differences, so the last digits of one may be off. */
const rounding = 1 + 1e-12;

/** Looks for the `k` points nearest to one; one search at a time. */
export class NearestInTree {
  readonly #tree: KdTree;
  readonly #squared: boolean;
  /** How far the point is from the box under way, along each side. */
  readonly #away: Float64Array;
  readonly #point: Float32Array;
  readonly #found: FoundNeighbours;
  /** Points whose distance was taken so far, over all searches. */
  looked = 0;

  constructor(tree: KdTree, k: number, metric: DistanceMetric) {
    this.#tree = tree;
    this.#squared = metric === 'euclidean';
    this.#away = new Float64Array(tree.dimensions);
    this.#point = new Float32Array(tree.dimensions);
    this.#found = new FoundNeighbours(k, tree.rows);
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
    if (bound > this.#found.reach * rounding) return;
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
    this.looked += (ends[node] as number) - (starts[node] as number);
    for (let place = starts[node] as number; place < (ends[node] as number); place++) {
      const from = place * dimensions;
      let distance = 0;
      for (let side = 0; side < dimensions; side++) {
        const difference = (points[from + side] as number) - (point[side] as number);
        distance += this.#squared ? difference * difference : Math.abs(difference);
      }
      this.#found.offer(place, distance);
    }
  }
}
