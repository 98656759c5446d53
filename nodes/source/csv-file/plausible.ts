import type { Reading } from './readings.ts';

const enough = 0.5;

/** The readings that fit at least half of a column's cells in the head of the file: the others need not be tried on all rows. */
export const plausibleReadings = (
  readings: readonly Reading[],
  cells: readonly string[],
  isMissing: (text: string) => boolean,
): readonly Reading[] => {
  const present = cells.filter((cell) => !isMissing(cell)).map((cell) => cell.trim());
  if (present.length === 0) return readings;
  return readings.filter(
    ({ pattern }) => present.filter((cell) => pattern.test(cell)).length >= enough * present.length,
  );
};
