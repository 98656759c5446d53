/** Rows whose probability falls into one of the equally wide bins. */
export interface CalibrationBin {
  readonly rows: number;
  /** Mean probability and share of rows in which it came true. */
  readonly predicted: number;
  readonly observed: number;
}

/** How often what was given a probability came true; empty bins left out. */
export const calibrationBins = (
  probabilities: Float64Array,
  cameTrue: (row: number) => boolean,
  bins = 10,
): readonly CalibrationBin[] => {
  const rows = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const hits = new Float64Array(bins);
  for (let row = 0; row < probabilities.length; row++) {
    const probability = probabilities[row] as number;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(probability * bins)));
    rows[bin] = (rows[bin] as number) + 1;
    sums[bin] = (sums[bin] as number) + probability;
    if (cameTrue(row)) hits[bin] = (hits[bin] as number) + 1;
  }
  return [...rows.keys()]
    .filter((bin) => (rows[bin] as number) > 0)
    .map((bin) => ({
      rows: rows[bin] as number,
      predicted: (sums[bin] as number) / (rows[bin] as number),
      observed: (hits[bin] as number) / (rows[bin] as number),
    }));
};

/** Expected calibration error: mean distance of both, weighted by rows. Null without rows. */
export const calibrationError = (bins: readonly CalibrationBin[]): number | null => {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  if (rows === 0) return null;
  return bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.predicted - bin.observed), 0) / rows;
};
