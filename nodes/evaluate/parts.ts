import type { Metric } from '../../contract/report.ts';

/** Parts in the order in which they tell the truth: the first one there is gives the headline and the figures. */
export const truthfulParts = ['test', 'validation', 'all', 'train'] as const;
export type MeasuredPart = (typeof truthfulParts)[number];

/** Number of a part in `truthfulParts`; NaN where there is none. */
export const partCase = (column: string): string =>
  `CASE ${column} ${truthfulParts.map((part, code) => `WHEN '${part}' THEN ${code}`).join(' ')} END::DOUBLE`;

/** Indices of the rows of each part that has any. */
export const rowsByPart = (
  codes: Float64Array,
): readonly { readonly part: MeasuredPart; readonly rows: Uint32Array }[] => {
  const counts = new Uint32Array(truthfulParts.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  const lists = truthfulParts.map((_, code) => new Uint32Array(counts[code] as number));
  const filled = new Uint32Array(truthfulParts.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (!(code >= 0)) continue;
    (lists[code] as Uint32Array)[filled[code] as number] = row;
    filled[code] = (filled[code] as number) + 1;
  }
  return truthfulParts.flatMap((part, code) => {
    const rows = lists[code] as Uint32Array;
    return rows.length > 0 ? [{ part, rows }] : [];
  });
};

export const picked = (values: Float64Array, rows: Uint32Array): Float64Array => {
  const chosen = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) chosen[at] = values[rows[at] as number] as number;
  return chosen;
};

interface MeasuredValue {
  readonly name: string;
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | undefined;
  readonly baseline: number | null;
}

/** A measured value as a report has it. */
export const metricOf = (
  measured: MeasuredValue,
  place: Pick<Metric, 'part' | 'n' | 'class' | 'average' | 'model'>,
): Metric => ({
  name: measured.name,
  value: measured.value,
  ...(measured.interval ?? {}),
  baseline: measured.baseline,
  ...place,
});
