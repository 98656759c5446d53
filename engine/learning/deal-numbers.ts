import { openNumbers } from '../parquet/read-numbers.ts';
import type { Dealing } from './deal-rows.ts';
import { clearInfinite, type Destination } from './read-rows.ts';

interface NumbersWanted {
  /** Which column of the matrix. */
  readonly index: number;
  /** Its name in the file. */
  readonly name: string;
  readonly isWhole: boolean;
}

/** Beyond it a whole number is rounded to a double before it is to a float, and may come out as another. */
const largestExact = 2 ** 53;

const isExact = (values: Float64Array): boolean => values.every((value) => !(Math.abs(value) >= largestExact));

/** Each value goes where the next of its part belongs. */
const dealValues = (values: Float64Array, partOf: Uint8Array, parts: readonly Float32Array[]): void => {
  const next = new Uint32Array(parts.length);
  for (let row = 0; row < values.length; row++) {
    const part = partOf[row] as number;
    const into = parts[part];
    if (!into) continue;
    const at = next[part] as number;
    into[at] = values[row] as number;
    next[part] = at + 1;
  }
};

const columnOf = ({ data, rows }: Destination, index: number): Float32Array =>
  data.subarray(index * rows, (index + 1) * rows);

/** Deals numbers out from the file in which they lie. Answers whether it holds them so that they can be read. */
export const dealNumbers = async (
  path: string,
  wanted: readonly NumbersWanted[],
  { partOf, parts, check }: Dealing,
): Promise<boolean> => {
  const values = new Float64Array(partOf.length);
  const file = await openNumbers(path).catch(() => undefined);
  if (!file) return false;
  try {
    for (const { index, name, isWhole } of wanted) {
      try {
        await file.read([{ name, into: values }], check);
      } catch {
        check();
        return false;
      }
      if (isWhole && !isExact(values)) return false;
      dealValues(
        values,
        partOf,
        parts.map((part) => columnOf(part, index)),
      );
      for (const { data, rows, unusable } of parts)
        unusable[index] = clearInfinite(data, index * rows, (index + 1) * rows);
    }
    return true;
  } finally {
    await file.close();
  }
};
