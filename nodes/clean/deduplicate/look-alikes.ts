import type { NodeContext } from '../../../contract/context.ts';
import type { Table } from '../../../contract/values.ts';
import { pause } from '../pause.ts';
import type { Grouping } from './similar-rows.ts';

/** With fewer rows it is as quick to compare them all. */
const manyRows = 100_000;
/** Memory beside DuckDB: 40 bytes a row at most. */
const mostRows = 20_000_000;
/** Where more rows than this look alike, there is nothing to be gained by setting them aside. */
const mostAlike = 0.3;
const rowsAtOnce = 65_536;

/** Rows whose number has been met before, and those in which it was met first. */
const repeated = async (hashes: Float64Array, signal: AbortSignal): Promise<Uint8Array> => {
  const slots = 2 ** Math.ceil(Math.log2(2 * hashes.length));
  const firsts = new Int32Array(slots).fill(-1);
  const isRepeated = new Uint8Array(hashes.length);
  for (let from = 0; from < hashes.length; from += rowsAtOnce) {
    await pause(signal);
    const to = Math.min(hashes.length, from + rowsAtOnce);
    for (let at = from; at < to; at++) {
      const hash = hashes[at] as number;
      let slot = hash % slots;
      while (firsts[slot] !== -1 && hashes[firsts[slot] as number] !== hash) slot = (slot + 1) % slots;
      const first = firsts[slot] as number;
      if (first === -1) firsts[slot] = at;
      else {
        isRepeated[first] = 1;
        isRepeated[at] = 1;
      }
    }
  }
  return isRepeated;
};

/**
 * The rows among which all duplicates are, found by a number that equal rows share: most rows are like no other, and need
 * not be compared. Undefined where there are too few or too many to bother.
 */
export const lookAlikes = async (
  table: Table,
  { relation, by }: Grouping,
  ctx: NodeContext,
): Promise<Float64Array | undefined> => {
  if (table.rows < manyRows || table.rows > mostRows || by.length === 0) return undefined;
  // 53 bits, which a double can hold.
  const hashed = `(SELECT __row, hash(${by.join(', ')}) >> 11 AS h FROM ${relation})`;
  const [rows = new Float64Array(), hashes = new Float64Array()] = await ctx.tables.numberColumns(
    { ...table, columns: [], relation: hashed },
    ['__row', 'h'],
  );
  const alike = await repeated(hashes, ctx.signal);
  const found = rows.filter((_, at) => alike[at] === 1);
  return found.length > mostAlike * table.rows ? undefined : found;
};
