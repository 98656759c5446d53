import type { Chunk } from '../database/database.ts';
import { clearInfinite, type Destination } from './read-rows.ts';

/** In the place of a part: the row is in none of them. */
export const noPart = 255;

/** Parts of a table whose rows are being put where they belong. */
export interface Dealing {
  /** For each row of the file the part that it is in. */
  readonly partOf: Uint8Array;
  readonly parts: readonly Destination[];
  /** @throws Problem where nobody waits any more */
  readonly check: () => void;
}

/** The rows of one part in a chunk, one behind the other. */
const placesOf = (codes: ArrayLike<number>, rows: number, part: number): Uint32Array => {
  const places = new Uint32Array(rows);
  let count = 0;
  for (let at = 0; at < rows; at++) if (codes[at] === part) places[count++] = at;
  return places.subarray(0, count);
};

const pick = (items: ArrayLike<number>, places: Uint32Array, into: Float32Array | Float64Array, from: number): void => {
  for (let at = 0; at < places.length; at++) into[from + at] = items[places[at] as number] as number;
};

interface Dealt {
  readonly into: Destination;
  /** Rows of the part that are there. */
  readonly from: number;
  readonly places: Uint32Array;
}

const dealChunk = (chunk: Chunk, others: readonly number[], { into, from, places }: Dealt): void => {
  const items = (index: number) => chunk.items(index) as ArrayLike<number>;
  if (from + places.length > into.rows) throw new Error('the relation gave more rows than it had counted');
  for (const [index, target] of into.doubles.entries()) pick(items(1 + index), places, target, from);
  for (const [place, column] of others.entries()) {
    const start = column * into.rows + from;
    pick(items(1 + into.doubles.length + place), places, into.data, start);
    into.unusable[column] = (into.unusable[column] ?? 0) + clearInfinite(into.data, start, start + places.length);
  }
};

/**
 * Deals rows out to their parts: chunks of the part of each row, the doubles of `Destination`, and the cells of the columns
 * `others`. Answers whether they came in the order of their ids; gives up as soon as one did not.
 */
export const dealRows = async (
  chunks: AsyncIterable<Chunk>,
  others: readonly number[],
  { partOf, parts, check }: Dealing,
): Promise<boolean> => {
  const there = parts.map(() => 0);
  let last = -1;
  for await (const chunk of chunks) {
    check();
    const [codes, ids] = [chunk.items(0) as ArrayLike<number>, chunk.items(1) as ArrayLike<number>];
    for (let at = 0; at < chunk.rows; at++) {
      const id = ids[at] as number;
      if (id <= last) return false;
      last = id;
      partOf[id] = codes[at] as number;
    }
    for (const [part, into] of parts.entries()) {
      const places = placesOf(codes, chunk.rows, part);
      const from = there[part] as number;
      dealChunk(chunk, others, { into, from, places });
      there[part] = from + places.length;
    }
  }
  return true;
};
