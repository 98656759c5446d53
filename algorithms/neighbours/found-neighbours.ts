/** Of equally far points the later row is the farther. */
export interface Neighbours {
  /** Places in the tree's order of points. */
  readonly places: Int32Array;
  /** Squared for `euclidean`. */
  readonly distances: Float64Array;
  readonly count: number;
}

/** The nearest points found so far, the farthest of them first, as a heap. */
export class FoundNeighbours implements Neighbours {
  readonly places: Int32Array;
  readonly distances: Float64Array;
  readonly #rows: Int32Array;
  count = 0;

  /** @param rows that the points were */
  constructor(k: number, rows: Int32Array) {
    const most = Math.min(k, rows.length);
    this.places = new Int32Array(most);
    this.distances = new Float64Array(most);
    this.#rows = rows;
  }

  /** Points farther than this are none of the nearest. */
  get reach(): number {
    return this.count < this.places.length ? Number.POSITIVE_INFINITY : (this.distances[0] ?? Number.NEGATIVE_INFINITY);
  }

  offer(place: number, distance: number): void {
    const { places, distances, count } = this;
    if (count < places.length) {
      places[count] = place;
      distances[count] = distance;
      this.count = count + 1;
      this.#rise(count);
    } else if (this.#isNearer(place, distance, 0)) {
      places[0] = place;
      distances[0] = distance;
      this.#sink();
    }
  }

  #isNearer(place: number, distance: number, than: number): boolean {
    const { places, distances } = this;
    const other = distances[than] as number;
    if (distance !== other) return distance < other;
    return (this.#rows[place] as number) < (this.#rows[places[than] as number] as number);
  }

  #swap(a: number, b: number): void {
    const { places, distances } = this;
    const [place, distance] = [places[a] as number, distances[a] as number];
    places[a] = places[b] as number;
    distances[a] = distances[b] as number;
    places[b] = place;
    distances[b] = distance;
  }

  #farther(a: number, b: number): boolean {
    return this.#isNearer(this.places[b] as number, this.distances[b] as number, a);
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
    const { count } = this;
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
