import type { NodeContext } from '../../../contract/context.ts';
import { sqlText } from '../../../contract/sql.ts';
import type { Table } from '../../../contract/values.ts';
import type { PartProfile } from './column-profile.ts';
import type { Presence } from './presence.ts';

/** For each row the place of its part among `parts`. */
export interface PartCodes {
  readonly parts: number;
  readonly codes: Uint8Array;
}

type Moments = Pick<PartProfile, 'mean' | 'deviation' | 'min' | 'max'>;

const codeColumn = '__part_code';

/** Undefined without a split. */
export const readPartCodes = async (
  ctx: NodeContext,
  table: Table,
  { parts }: Presence,
): Promise<PartCodes | undefined> => {
  if (parts.length === 0) return undefined;
  const cases = parts.map(({ part }, code) => `WHEN ${sqlText(part)} THEN ${code}`).join(' ');
  const coded = await ctx.tables.derive(
    table,
    `SELECT *, (CASE __part ${cases} END)::DOUBLE AS ${codeColumn} FROM ${table.relation}`,
    [...table.columns, { name: codeColumn, type: 'number', role: 'ignored' }],
  );
  return { parts: parts.length, codes: Uint8Array.from(await ctx.tables.numbers(coded, codeColumn)) };
};

/** Moments of the finite values of each part, summed in the order of the rows. */
export const partMoments = (values: Float64Array, { parts, codes }: PartCodes): readonly Moments[] => {
  const zeros = (): Float64Array => new Float64Array(parts);
  const [counts, firsts, sums, squares] = [zeros(), zeros(), zeros(), zeros()];
  const lows = zeros().fill(Number.POSITIVE_INFINITY);
  const highs = zeros().fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value - value !== 0) continue;
    const part = codes[row] as number;
    // Taken off the part's first value, so that a large offset costs no digits.
    if (counts[part] === 0) firsts[part] = value;
    const off = value - (firsts[part] as number);
    counts[part] = (counts[part] as number) + 1;
    sums[part] = (sums[part] as number) + off;
    squares[part] = (squares[part] as number) + off * off;
    if (value < (lows[part] as number)) lows[part] = value;
    if (value > (highs[part] as number)) highs[part] = value;
  }
  return Array.from({ length: parts }, (_, part) => {
    const count = counts[part] as number;
    if (count === 0) return { mean: null, deviation: null, min: null, max: null };
    const shift = (sums[part] as number) / count;
    const spread = Math.max(0, (squares[part] as number) - count * shift * shift);
    return {
      mean: finiteOrNull((firsts[part] as number) + shift),
      deviation: count > 1 ? finiteOrNull(Math.sqrt(spread / (count - 1))) : null,
      min: (lows[part] as number) + 0,
      max: (highs[part] as number) + 0,
    };
  });
};

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
